import type { Steps } from './steps';

const valuesAtOnce = 16_384;

/** The values in rising order, as `sort` of a typed array has them, with a turn for others now and then. None of them may be NaN. */
export function* sortedInSteps(values: Float64Array): Steps<Float64Array> {
  let sorted = new Float64Array(values.length);
  for (let start = 0; start < sorted.length; start += valuesAtOnce) {
    sorted.set(values.subarray(start, start + valuesAtOnce), start);
    sorted.subarray(start, start + valuesAtOnce).sort();
    yield;
  }
  let other = new Float64Array(sorted.length);
  for (let width = valuesAtOnce; width < sorted.length; width *= 2) {
    for (let start = 0; start < sorted.length; start += 2 * width) yield* merge(sorted, other, [start, Math.min(start + width, sorted.length), Math.min(start + 2 * width, sorted.length)]);
    [sorted, other] = [other, sorted];
  }
  return sorted;
}

/** Merges what is sorted from `start` to `middle` and from there to `end`. */
function* merge(from: Float64Array, to: Float64Array, [start, middle, end]: readonly [number, number, number]): Steps<void> {
  let [first, second] = [start, middle];
  for (let place = start; place < end; place++) {
    if (place % (4 * valuesAtOnce) === 0) yield;
    const takesFirst = second >= end || (first < middle && (from[first] ?? 0) <= (from[second] ?? 0));
    to[place] = (takesFirst ? from[first++] : from[second++]) ?? 0;
  }
}
