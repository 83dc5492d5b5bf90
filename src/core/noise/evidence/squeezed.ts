import { medianSize } from './spreadEvidence';

/** asinh(score / median size): margins of long responses have long tails that no calibration deserves. Order, sign and NaN stay. */
export function squeezed(scores: Float64Array): Float64Array {
  const scale = medianSize(scores);
  return scores.map((score) => Math.asinh(score / scale));
}
