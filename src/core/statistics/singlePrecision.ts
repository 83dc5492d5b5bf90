import type { Steps } from '../noise/steps';
import { filledInSteps } from './filledInSteps';

/** The values rounded to single precision, in which ranks are found. */
export function singlePrecision(values: Float64Array): Steps<Float32Array> {
  return filledInSteps(new Float32Array(values.length), (place) => values[place] ?? NaN);
}
