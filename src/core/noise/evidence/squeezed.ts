import { selectedInSteps } from '../selectedInSteps';
import { sortedInSteps } from '../sortedInSteps';
import type { Steps } from '../steps';
import { middleOf, sizeOf } from './spreadEvidence';

const scoresAtOnce = 32_768;

/** asinh(score / median size): margins of long responses have long tails that no calibration deserves. Order, sign and NaN stay. */
export function* squeezed(scores: Float64Array): Steps<Float64Array> {
  const scale = middleOf(yield* sortedInSteps(yield* selectedInSteps(scores, sizeOf)));
  const taken = new Float64Array(scores.length);
  for (let index = 0; index < scores.length; index++) {
    if (index % scoresAtOnce === 0) yield;
    taken[index] = Math.asinh((scores[index] ?? NaN) / scale);
  }
  return taken;
}
