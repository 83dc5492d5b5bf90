import type { TimeSlices } from '../scoring/timeSlices';

const bucketCount = 0x10000;
/** Rows handled between two looks at the clock. */
const stride = 1 << 15;

/**
 * Sorts rows by their keys, `keys[i]` belonging to `rows[i]`: a radix sort, since a comparison sort of millions of rows cannot
 * be interrupted, and this gives the thread back every few milliseconds. Equal keys keep their order; NaN means no key, and
 * such rows come last in either direction. The keys are used up. Throws what `checkpoint` throws.
 */
export async function sortRows(rows: Uint32Array, keys: Float64Array, descending: boolean, slices: TimeSlices, checkpoint: () => void): Promise<Uint32Array> {
  const pause = async () => {
    await slices.yieldIfSpent();
    checkpoint();
  };
  const { present, missing } = await makeSortable(keys, descending, pause);
  const order = await radixSort(present, halves(keys), pause);
  const sorted = new Uint32Array(rows.length);
  for (let at = 0; at < order.length; at++) sorted[at] = rows[order[at] ?? 0] ?? 0;
  for (let at = 0; at < missing.length; at++) sorted[order.length + at] = rows[missing[at] ?? 0] ?? 0;
  return sorted;
}

/** Each key as two unsigned halves, the lower one first, as the processors that this runs on lay them out. */
function halves(keys: Float64Array): Uint32Array {
  return new Uint32Array(keys.buffer, keys.byteOffset, keys.length * 2);
}

/** Turns the bits of the keys into unsigned numbers of the same order, and tells which places have a key. */
async function makeSortable(keys: Float64Array, descending: boolean, pause: () => Promise<void>): Promise<{ present: Uint32Array; missing: Uint32Array }> {
  const bits = halves(keys);
  const places = new Uint32Array(keys.length);
  let [count, missed] = [0, 0];
  for (let at = 0; at < keys.length; at++) {
    if (at % stride === 0) await pause();
    const key = keys[at] ?? NaN;
    if (Number.isNaN(key)) {
      missed++;
      places[keys.length - missed] = at;
      continue;
    }
    places[count++] = at;
    // Adding zero makes −0 and 0 one key.
    keys[at] = key + 0;
    const high = bits[2 * at + 1] ?? 0;
    const isNegative = high >= 0x80000000;
    const invert = isNegative !== descending ? 0xffffffff : 0;
    bits[2 * at] = (bits[2 * at] ?? 0) ^ invert;
    bits[2 * at + 1] = high ^ (isNegative ? 0 : 0x80000000) ^ invert;
  }
  return { present: places.subarray(0, count), missing: places.subarray(count).reverse() };
}

/** Sixteen bits at a time, the least first. */
async function radixSort(places: Uint32Array, bits: Uint32Array, pause: () => Promise<void>): Promise<Uint32Array> {
  let from: Uint32Array = places;
  let into: Uint32Array = new Uint32Array(places.length);
  for (const digit of [{ half: 0, shift: 0 }, { half: 0, shift: 16 }, { half: 1, shift: 0 }, { half: 1, shift: 16 }]) {
    const starts = await bucketStarts(from, bits, digit, pause);
    // All in one bucket: this part of the keys decides nothing.
    if (!starts) continue;
    for (let at = 0; at < from.length; at++) {
      if (at % stride === 0) await pause();
      const place = from[at] ?? 0;
      const bucket = bucketOf(bits, place, digit);
      into[starts[bucket] ?? 0] = place;
      starts[bucket] = (starts[bucket] ?? 0) + 1;
    }
    [from, into] = [into, from];
  }
  return from;
}

interface Digit {
  readonly half: number;
  readonly shift: number;
}

function bucketOf(bits: Uint32Array, place: number, { half, shift }: Digit): number {
  return ((bits[2 * place + half] ?? 0) >>> shift) & 0xffff;
}

async function bucketStarts(places: Uint32Array, bits: Uint32Array, digit: Digit, pause: () => Promise<void>): Promise<Uint32Array | null> {
  const starts = new Uint32Array(bucketCount);
  for (let at = 0; at < places.length; at++) {
    if (at % stride === 0) await pause();
    const bucket = bucketOf(bits, places[at] ?? 0, digit);
    starts[bucket] = (starts[bucket] ?? 0) + 1;
  }
  let sum = 0;
  for (let bucket = 0; bucket < bucketCount; bucket++) {
    const size = starts[bucket] ?? 0;
    if (size > 0 && size === places.length) return null;
    starts[bucket] = sum;
    sum += size;
  }
  return starts;
}
