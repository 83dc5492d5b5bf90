import type { Steps } from './steps';

const valuesAtOnce = 32_768;

/** What `take` makes of each value, in order; those of which it makes NaN are left out. A turn for others now and then. */
export function* selectedInSteps(values: Float64Array, take: (value: number, index: number) => number): Steps<Float64Array> {
  const selected = new Float64Array(values.length);
  let length = 0;
  for (let index = 0; index < values.length; index++) {
    if (index % valuesAtOnce === 0) yield;
    const taken = take(values[index] ?? NaN, index);
    if (!Number.isNaN(taken)) selected[length++] = taken;
  }
  return selected.subarray(0, length);
}
