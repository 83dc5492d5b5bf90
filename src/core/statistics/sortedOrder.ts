import type { Steps } from '../noise/steps';
import { placesWhere } from './placesWhere';

const digitBits = 11;
const buckets = 1 << digitBits;
const valuesAtOnce = 1 << 14;

/**
 * Places of the values in rising order, NaN left out, equal values by place. A radix sort: one by comparison would hold the thread for a second at a million
 * values, and cannot be interrupted.
 */
export function* sortedOrder(values: Float32Array): Steps<Uint32Array> {
  const keys = yield* sortableBits(values);
  let from = yield* placesWhere(values.length, (place) => !Number.isNaN(values[place]));
  let into = new Uint32Array(from.length);
  for (let shift = 0; shift < 32; shift += digitBits) {
    const starts = yield* bucketStarts(from, keys, shift);
    for (let at = 0; at < from.length; at++) {
      if (at % valuesAtOnce === 0) yield;
      const place = from[at] ?? 0;
      const bucket = ((keys[place] ?? 0) >>> shift) & (buckets - 1);
      into[starts[bucket] ?? 0] = place;
      starts[bucket] = (starts[bucket] ?? 0) + 1;
    }
    [from, into] = [into, from];
  }
  return from;
}

/** The bits of the values as unsigned numbers of the same order. Adding 0 makes −0 and 0 one. */
function* sortableBits(values: Float32Array): Steps<Uint32Array> {
  const copy = new Float32Array(values.length);
  const bits = new Uint32Array(copy.buffer);
  for (let at = 0; at < bits.length; at++) {
    if (at % valuesAtOnce === 0) yield;
    copy[at] = (values[at] ?? NaN) + 0;
    const key = bits[at] ?? 0;
    bits[at] = key >= 0x80000000 ? ~key : key | 0x80000000;
  }
  return bits;
}

function* bucketStarts(places: Uint32Array, keys: Uint32Array, shift: number): Steps<Uint32Array> {
  const starts = new Uint32Array(buckets);
  for (let at = 0; at < places.length; at++) {
    if (at % valuesAtOnce === 0) yield;
    const bucket = ((keys[places[at] ?? 0] ?? 0) >>> shift) & (buckets - 1);
    starts[bucket] = (starts[bucket] ?? 0) + 1;
  }
  let sum = 0;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const size = starts[bucket] ?? 0;
    starts[bucket] = sum;
    sum += size;
  }
  return starts;
}
