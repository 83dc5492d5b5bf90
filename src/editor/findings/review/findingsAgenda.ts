import { findingRules, ReviewQueue, type ReviewItem } from '../../../core/noise/review/reviewQueue';
import type { ReviewAgenda } from './reviewAgenda';

/** Gives the findings with these codes, all for null. */
export type ItemsOf = (codes: readonly string[] | null) => readonly ReviewItem[];

/** Findings of a file: goes on with the review beside it, or begins one. */
export function findingsAgenda(itemsOf: ItemsOf, begin?: { readonly codes: readonly string[] | null }): ReviewAgenda<ReviewItem> {
  const codes = [...(begin?.codes ?? [])];
  return {
    begin: (log) => (begin === undefined && log.isBegun ? null : { kind: 'begin', codes: codes.length === 0 ? null : codes }),
    queue: (log) => new ReviewQueue<ReviewItem>(itemsOf(log.codes), findingRules(log)),
  };
}
