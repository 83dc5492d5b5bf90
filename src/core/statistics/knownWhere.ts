import type { Steps } from '../noise/steps';

const valuesAtOnce = 1 << 14;

/** The values where the others are known too, NaN elsewhere. */
export function* knownWhere(values: Float32Array, others: Float32Array): Steps<Float32Array> {
  const known = new Float32Array(values.length);
  for (let at = 0; at < values.length; at++) {
    if (at % valuesAtOnce === 0) yield;
    known[at] = Number.isNaN(others[at]) ? NaN : (values[at] ?? NaN);
  }
  return known;
}
