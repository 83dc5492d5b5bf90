import type { ReadingNote } from '../preferencePair';
import type { Verdict } from './verdict';

/** What several annotators make of two answers together. */
export interface VoteCount {
  /** That of more than half of the annotators; a tie where there is no such majority. */
  readonly verdict: Verdict;
  readonly notes: readonly ReadingNote[];
  /** Share of the annotators that gave the most frequent vote, 0..1. */
  readonly agreement: number;
}

/** Counts votes; the order of the annotators does not matter. */
export function votes(given: readonly Exclude<Verdict, undefined>[]): VoteCount {
  const counts = (['first', 'second', 'tie'] as const).map((verdict) => ({ verdict, count: given.filter((vote) => vote === verdict).length }));
  const [most] = counts.sort((one, other) => other.count - one.count);
  if (most === undefined || most.count === 0) return { verdict: undefined, notes: [], agreement: 0 };
  const verdict = most.count * 2 > given.length ? most.verdict : 'tie';
  const spread = counts.filter(({ count }) => count > 0).map(({ verdict: name, count }) => `${String(count)} for ${names[name]}`);
  const message = `The annotators do not agree: ${spread.join(', ')}.`;
  return { verdict, notes: spread.length > 1 ? [{ code: 'annotators-disagree', message }] : [], agreement: most.count / given.length };
}

const names = { first: 'the first answer', second: 'the second answer', tie: 'a tie' } as const;
