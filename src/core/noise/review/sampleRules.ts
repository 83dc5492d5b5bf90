import type { ReviewLog } from './reviewLog';
import type { ReviewRules } from './reviewQueue';
import { reviewKey, sampleCode, type DecisionName, type ReviewedFinding } from './reviewRecord';
import type { SampledPair } from './randomSample';
import { sampleOutcome } from './sampleOutcome';

/** A pair of a random sample on the way through its review. */
export type SampleItem = SampledPair & ReviewedFinding;

export function sampleItem(pair: SampledPair): SampleItem {
  return { ...pair, code: sampleCode };
}

/** Rules of a review of pairs drawn at random: every pair needs its own answer, which turns with the pair when that is swapped. */
export function sampleRules(log: ReviewLog): ReviewRules<SampleItem> {
  return { place: log.samplePlace, decision: (item) => decisionAbout(log, item), dropsRows: false };
}

function decisionAbout(log: ReviewLog, item: SampleItem): DecisionName | null {
  const said = log.said(reviewKey(item));
  if (said) return said.record.decision;
  const outcome = sampleOutcome(log, item, Infinity);
  if (outcome === null || outcome === 'unsure') return outcome;
  return outcome === 'unusable' ? 'drop' : outcome === 'wrong' ? 'swap' : 'keep';
}
