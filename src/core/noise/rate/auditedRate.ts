import { exactCountInterval } from '../../statistics/exactCountInterval';
import type { AuditedRate, Interval } from '../lintReport';
import type { ReviewLog } from '../review/reviewLog';
import { reviewKey, sampleCode } from '../review/reviewRecord';
import type { SampleChoice, SampledPair } from '../review/randomSample';
import { sampleOutcome, type SampleOutcome } from '../review/sampleOutcome';
import { halfWidth, sampleSize, worstShare } from './sampleSize';

/** From here on a few points more or less change nothing that one would do. */
const wantedWidth = 0.05;

export interface AuditedSample extends Pick<SampleChoice, 'seed'> {
  /** Pairs of the whole file. */
  readonly population: number;
  readonly pairs: readonly SampledPair[];
}

/**
 * The share of wrong labels by what people said of pairs drawn at random. Nothing is assumed of models, of the labels or of how they came to be wrong. Only decisions that were
 * taken as part of a sample count: flagged pairs are no random sample. Pairs about which nobody could tell, and those that are of no use, are counted and left
 * out of the share: it is that of the pairs of which one can tell.
 */
export function auditedRate(log: ReviewLog, { seed, population, pairs }: AuditedSample): AuditedRate {
  const since = log.drawnSince(seed);
  const counts: Record<SampleOutcome, number> = { right: 0, wrong: 0, mended: 0, unusable: 0, unsure: 0 };
  for (const pair of pairs) {
    const outcome = sampleOutcome(log, pair, since);
    if (outcome !== null) counts[outcome]++;
  }
  const told = counts.right + counts.wrong + counts.mended;
  const open = pairs.length - told - counts.unusable - counts.unsure;
  const sawEvidence = pairs.filter(({ hash, occurrence }) => log.said(reviewKey({ hash, code: sampleCode, occurrence }))?.record.sawEvidence === true).length;
  return { seed, pairs: population, sampled: pairs.length, ...counts, open, sawEvidence, ...figures(counts, population - counts.unusable - counts.unsure) };
}

/** @param pairs those of the file of which one can tell, as far as is known */
function figures({ right, wrong, mended }: Record<SampleOutcome, number>, pairs: number): Pick<AuditedRate, 'rate' | 'more'> {
  const [found, told] = [wrong + mended, right + wrong + mended];
  if (told === 0) return { rate: null, more: sampleSize(wantedWidth, worstShare, Math.max(1, pairs)) };
  const isEnough = halfWidth(found, told, pairs) <= wantedWidth;
  return { rate: rateNow(found, told, { pairs, mended }), more: isEnough ? 0 : Math.max(1, sampleSize(wantedWidth, found / told, pairs) - told) };
}

/** What was wrong when the sample was drawn, less what was mended since. */
function rateNow(found: number, told: number, { pairs, mended }: { readonly pairs: number; readonly mended: number }): Interval {
  const { low, high } = exactCountInterval(found, told, pairs);
  return { estimate: found / told - mended / pairs, low: (low - mended) / pairs, high: (high - mended) / pairs };
}
