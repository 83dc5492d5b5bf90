import { sigmoid } from '../../scoring/logistic';

const steepest = 10;
const bins = 10;

/**
 * The slope a ≥ 0 that makes σ(a·z) most likely for logits of right labels (Platt's scaling without the intercept, which swapped pairs forbid: temperature
 * 1/a). A prior N(1, 1) keeps a few pairs from making it extreme, and of hundreds has no part in it. 0 where the logits are of no use, 10 at most. By bisection
 * on the derivative, which falls with a.
 */
export function calibrationSlope(logits: Float64Array, weights: ArrayLike<number>): number {
  const derivative = (slope: number) => logits.reduce((sum, logit, index) => sum + (weights[index] ?? 0) * logit * sigmoid(-slope * logit), 1 - slope);
  if (derivative(0) <= 0) return 0;
  if (derivative(steepest) >= 0) return steepest;
  let [low, high] = [0, steepest];
  while (high - low > 1e-6) {
    const middle = (low + high) / 2;
    if (derivative(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Expected calibration error (Guo et al., "On Calibration of Modern Neural Networks", 2017): how far confidence max(p, 1 − p) is from the share of labels that it
 * gets right, mean over ten equal bins of ½ … 1 by their weight. Ties are half right. 0 without any weight.
 */
export function expectedCalibrationError(probabilities: Float64Array, weights: ArrayLike<number>): number {
  const gaps = new Float64Array(bins);
  let total = 0;
  probabilities.forEach((right, index) => {
    const weight = weights[index] ?? 0;
    const confidence = Math.max(right, 1 - right);
    const bin = Math.min(Math.floor((confidence - 0.5) * 2 * bins), bins - 1);
    gaps[bin] = (gaps[bin] ?? 0) + weight * (orderedShare(right - 0.5) - confidence);
    total += weight;
  });
  return total > 0 ? gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / total : 0;
}

/** 1 for a score above 0, 0 below, ½ at it. */
export function orderedShare(score: number): number {
  return (Math.sign(score) + 1) / 2;
}
