import { selectedInSteps } from '../selectedInSteps';
import { sortedInSteps } from '../sortedInSteps';
import type { Steps } from '../steps';

/** How often labels agree with the sign of a score, by how large the score is: all that a score symmetric under swapping says about the rate of flips. */
export interface AgreementCurve {
  /** Mean |score| of each bin over the scale, rising. */
  readonly strengths: Float64Array;
  /** Pairs of the bin whose score is above zero: the label agrees. */
  readonly right: Float64Array;
  readonly wrong: Float64Array;
  /** Median of |score| over the pairs that have one other than zero. */
  readonly scale: number;
  /** Pairs in it. */
  readonly pairs: number;
}

const maximalBins = 100;
const pairsAtOnce = 16_384;

/** Bins of equal count over |score|. Scores of 0 and NaN (no opinion) are left out; null where nothing is left. */
export function* agreementCurve(scores: Float64Array): Steps<AgreementCurve | null> {
  // Two arrays that are sorted as numbers, and merged: many times faster than one that is sorted by a comparison.
  const right = yield* sortedInSteps(yield* selectedInSteps(scores, (score) => (score > 0 ? score : NaN)));
  const wrong = yield* sortedInSteps(yield* selectedInSteps(scores, (score) => (score < 0 ? -score : NaN)));
  const pairs = right.length + wrong.length;
  if (pairs === 0) return null;
  const bins = Math.min(maximalBins, pairs);
  const curve = { strengths: new Float64Array(bins), right: new Float64Array(bins), wrong: new Float64Array(bins), scale: 1, pairs };
  let [fromRight, fromWrong] = [0, 0];
  for (let index = 0; index < pairs; index++) {
    if (index % pairsAtOnce === 0) yield;
    const isRight = (right[fromRight] ?? Infinity) <= (wrong[fromWrong] ?? Infinity);
    const size = (isRight ? right[fromRight++] : wrong[fromWrong++]) ?? 0;
    if (index === pairs >> 1) curve.scale = size;
    const bin = Math.floor((index * bins) / pairs);
    const side = isRight ? curve.right : curve.wrong;
    side[bin] = (side[bin] ?? 0) + 1;
    curve.strengths[bin] = (curve.strengths[bin] ?? 0) + size;
  }
  for (let bin = 0; bin < bins; bin++) curve.strengths[bin] = (curve.strengths[bin] ?? 0) / ((curve.right[bin] ?? 0) + (curve.wrong[bin] ?? 0)) / curve.scale;
  return curve;
}
