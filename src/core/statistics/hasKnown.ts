import type { Steps } from '../noise/steps';

const valuesAtOnce = 1 << 14;

/** Whether any of the values is known (not NaN). */
export function* hasKnown(values: Float32Array | Float64Array): Steps<boolean> {
  for (let at = 0; at < values.length; at++) {
    if (at % valuesAtOnce === 0) yield;
    if (!Number.isNaN(values[at])) return true;
  }
  return false;
}
