import type { Interval } from '../noise/lintReport';
import type { Steps } from '../noise/steps';
import { fisherInterval } from './pearson';
import { sortedOrder } from './sortedOrder';

const fewestPairs = 5;
const pairsAtOnce = 1 << 15;

/**
 * Kendall's τ-b of two columns without NaN by Knight's algorithm (1966), n log n, with a 95 % interval by Fisher's transformation at the standard error of
 * Fieller, Hartley and Pearson (1957), √(0.437/(n − 4)). Null for fewer than five pairs, or where a column does not vary.
 */
export function* kendall(first: Float32Array, second: Float32Array): Steps<Interval | null> {
  const count = first.length;
  if (count < fewestPairs) return null;
  const order = yield* orderByBoth(first, second);
  const tiedFirst = yield* tiedPairs(order, (left, right) => first[left] === first[right]);
  const tiedBoth = yield* tiedPairs(order, (left, right) => first[left] === first[right] && second[left] === second[right]);
  const bySecond = yield* sortedOrder(second);
  const tiedSecond = yield* tiedPairs(bySecond, (left, right) => second[left] === second[right]);
  const exchanges = yield* inversions(Float32Array.from(order, (at) => second[at] ?? 0));
  const all = (count * (count - 1)) / 2;
  const scale = Math.sqrt(all - tiedFirst) * Math.sqrt(all - tiedSecond);
  if (!(scale > 0)) return null;
  const estimate = (all - tiedFirst - tiedSecond + tiedBoth - 2 * exchanges) / scale;
  return fisherInterval(Math.min(1, Math.max(-1, estimate)), Math.sqrt(0.437 / (count - 4)));
}

/** Places by the first column, equal ones by the second: a stable sort by the second, then by the first. */
function* orderByBoth(first: Float32Array, second: Float32Array): Steps<Uint32Array> {
  const bySecond = yield* sortedOrder(second);
  const then = yield* sortedOrder(Float32Array.from(bySecond, (at) => first[at] ?? 0));
  return Uint32Array.from(then, (at) => bySecond[at] ?? 0);
}

/** Pairs of places inside runs of places that are equal one to the next. */
function* tiedPairs(order: Uint32Array, isTied: (left: number, right: number) => boolean): Steps<number> {
  let [pairs, run] = [0, 1];
  for (let at = 1; at <= order.length; at++) {
    if (at % pairsAtOnce === 0) yield;
    if (at < order.length && isTied(order[at - 1] ?? 0, order[at] ?? 0)) run++;
    else {
      pairs += (run * (run - 1)) / 2;
      run = 1;
    }
  }
  return pairs;
}

/** Pairs that stand in falling order, counted while they are merged. */
function* inversions(values: Float32Array): Steps<number> {
  let from = Float32Array.from(values);
  let into = new Float32Array(values.length);
  let count = 0;
  for (let width = 1; width < values.length; width *= 2) {
    for (let start = 0, since = 0; start < values.length; start += 2 * width, since += 2 * width) {
      if (since >= pairsAtOnce) {
        since = 0;
        yield;
      }
      count += merge(from, into, start, Math.min(start + width, values.length), Math.min(start + 2 * width, values.length));
    }
    [from, into] = [into, from];
    yield;
  }
  return count;
}

function merge(from: Float32Array, into: Float32Array, start: number, middle: number, end: number): number {
  let [left, right, count] = [start, middle, 0];
  for (let at = start; at < end; at++) {
    const isLeft = right >= end || (left < middle && (from[left] as number) <= (from[right] as number));
    if (isLeft) into[at] = from[left++] as number;
    else {
      into[at] = from[right++] as number;
      count += middle - left;
    }
  }
  return count;
}
