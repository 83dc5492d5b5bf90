import { combineEvidence, type CombinedEvidence } from '../evidence/combineEvidence';
import type { EvidenceTable } from '../evidence/evidenceTable';
import { directedLogOdds } from '../evidence/flipPosterior';
import { sigmoid } from '../../scoring/logistic';
import type { EvidenceName } from '../lintReport';
import { squeezed } from '../evidence/squeezed';
import { agreementCurve } from '../rate/agreementCurve';
import { fitAtRate, trueMargin, type LapseModel } from '../rate/lapseModel';
import { marginTable, type LikelyRate } from '../rate/marginTable';
import type { Steps } from '../steps';
import { directedNoiseRate } from '../rate/directedNoiseRate';
import { errorsFollowLength } from '../rate/errorsFollowLength';
import { noiseRate, unknownRate, type NoiseRate } from '../rate/noiseRate';

/** A score with the curve that turns it into log-odds that the label is truly preferred. */
export interface CalibratedScore {
  readonly scores: Float64Array;
  /** Log-odds of the true preference, nats; null where there is no opinion. */
  marginAt(index: number): number | null;
  /** P(label wrong); null where there is no opinion. */
  probabilityWrongAt(index: number): number | null;
}

export interface CalibratedSource extends CalibratedScore {
  readonly source: EvidenceName;
  /** What this source alone says of the rate. */
  readonly rate: NoiseRate;
}

/** What all evidence together says of the labels of a file. */
export interface Judgement {
  readonly combined: CombinedEvidence;
  readonly rate: NoiseRate;
  /** Whether the rate is unknown because errors follow length in a way that no model here has. */
  readonly errorsFollowLength: boolean;
  /** Of all evidence; null where the rate of flips is not known, since without it a contradiction may as well be an error of the evidence. */
  readonly together: CalibratedScore | null;
  /** Empty where `together` is null. */
  readonly sources: readonly CalibratedSource[];
  /** Rate by each source alone. */
  readonly rates: ReadonlyMap<EvidenceName, NoiseRate>;
  /** How suspicious each label is: the log-odds that it is wrong where the rate is known, else a number that ranks and means nothing by itself. */
  suspicionAt(index: number): number;
}

/** No file is wholly free of wrong labels: an estimate of 0 must not make the strongest evidence count for nothing. */
const leastRate = 0.01;
/** Of wrong labels where nothing is known of their share: it only says how much a liking for length weighs against the evidence. */
const usualRate = 0.1;

/**
 * @param groups one number a prompt (GroupNumbers)
 * @param lengths as `lengthDifferences` has them
 */
export function* judgeEvidence(table: EvidenceTable, groups: Uint32Array, lengths: Float64Array): Steps<Judgement> {
  const rates = new Map<EvidenceName, NoiseRate>();
  for (const source of table.sources) rates.set(source, yield* noiseRate(yield* squeezed(table.scoresOf(source) ?? new Float64Array(0)), groups));
  const combined = yield* combineEvidence(table, groups, lengths);
  const { rate, errorsFollowLength } = yield* rateOf(combined, groups, lengths);
  if (rate.fit === null || !rate.identified) return { combined, rate, errorsFollowLength, together: null, sources: [], rates, suspicionAt: leastSuspicion(combined) };
  const prior = Math.max(rate.fit.rate, leastRate);
  const sources: CalibratedSource[] = [];
  for (const [source, own] of rates) {
    yield;
    sources.push({ source, rate: own, ...(yield* calibrated(yield* squeezed(table.scoresOf(source) ?? new Float64Array(0)), { rate: prior, likely: rate.likely, design: own.design })) });
  }
  const together = yield* calibrated(combined.scores, { rate: prior, likely: rate.likely, design: rate.design }, combined.lengthExcess);
  return { combined, rate, errorsFollowLength, together, sources, rates, suspicionAt: together.suspicionAt };
}

/** One rate for all pairs, one for each direction where labels are biased towards longer responses, or none where nobody can tell: up to all labels that follow length may be wrong. */
function* rateOf({ scores, length }: CombinedEvidence, groups: Uint32Array, lengths: Float64Array): Steps<Pick<Judgement, 'rate' | 'errorsFollowLength'>> {
  if (length === 'bias') return { rate: yield* directedNoiseRate(scores, lengths, groups), errorsFollowLength: false };
  const rate = yield* noiseRate(scores, groups);
  if (length === 'unknown') return { rate: { ...unknownRate, design: rate.design }, errorsFollowLength: false };
  const isFalse = rate.identified && (yield* errorsFollowLength(scores, lengths, rate));
  return isFalse ? { rate: { ...unknownRate, design: rate.design }, errorsFollowLength: true } : { rate, errorsFollowLength: false };
}

/** Where the rate is not known: with scores for margins, and a share of wrong labels as it is met in many files. */
function leastSuspicion({ scores, lengthExcess }: CombinedEvidence): (index: number) => number {
  return (index) => {
    const excess = lengthExcess[index] ?? 0;
    return directedLogOdds(scores[index] ?? 0, usualRate + Math.abs(excess) / 2, excess);
  };
}

interface RateSupport {
  readonly rate: number;
  /** What the file leaves possible. */
  readonly likely: readonly LikelyRate[];
  readonly design: number;
}

/** @param excess of the flip rate in the direction of each label over that of the opposite direction; of all 0 unless told */
function* calibrated(scores: Float64Array, { rate, likely, design }: RateSupport, excess?: Float64Array): Steps<CalibratedScore & Pick<Judgement, 'suspicionAt'>> {
  const curve = yield* agreementCurve(scores);
  const model: LapseModel = curve ? fitAtRate(curve, rate) : { rate, slope: 0, power: 1 };
  yield;
  const likeliestAt = (index: number) => trueMargin(model, scores[index] ?? 0, curve?.scale ?? 1);
  const honest = curve ? yield* marginTable(curve, model, likely, design, yield* largestMargin(scores, model, curve.scale)) : (margin: number) => margin;
  const isKnown = (index: number) => !Number.isNaN(scores[index] ?? NaN);
  // At a rate that is likeliest 0 but may be 20 %, any liking for length would outweigh all evidence: what counts beside it is the rate that is to be expected.
  const besideLength = Math.max(rate, expectedRate(likely));
  const suspicionAt = (index: number) => {
    const own = excess?.[index] ?? 0;
    return directedLogOdds(isKnown(index) ? likeliestAt(index) : 0, own === 0 ? rate : besideLength, own);
  };
  const neutral = directedLogOdds(0, rate, 0);
  const pairs = (curve?.pairs ?? 0) / design;
  return {
    scores,
    marginAt: (index) => (isKnown(index) ? honest(likeliestAt(index)) : null),
    // By the suspicion and nothing else, so that probabilities and suspicions rank alike.
    probabilityWrongAt: (index) => (isKnown(index) ? supported(sigmoid(neutral - honest(neutral - suspicionAt(index))), rate, pairs) : null),
    suspicionAt,
  };
}

function expectedRate(likely: readonly LikelyRate[]): number {
  const total = likely.reduce((sum, { weight }) => sum + weight, 0);
  return total === 0 ? 0 : likely.reduce((sum, { rate, weight }) => sum + rate * weight, 0) / total;
}

/** So many pairs cannot support more certainty than this (rule of succession): as if two more had been seen that say no more than the rate. */
function supported(probability: number, rate: number, pairs: number): number {
  return (pairs * probability + 2 * rate) / (pairs + 2);
}

const scoresAtOnce = 65_536;

function* largestMargin(scores: Float64Array, model: LapseModel, scale: number): Steps<number> {
  let largest = 0;
  for (let index = 0; index < scores.length; index++) {
    if (index % scoresAtOnce === 0) yield;
    const size = Math.abs(scores[index] ?? 0);
    if (size > largest) largest = size;
  }
  return trueMargin(model, largest, scale);
}
