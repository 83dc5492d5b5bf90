import type { Interval } from '../noise/lintReport';
import type { Steps } from '../noise/steps';
import { filledInSteps } from './filledInSteps';
import { fisherInterval } from './pearson';
import { sortedOrder } from './sortedOrder';

const fewestPairs = 5;
const pairsAtOnce = 1 << 14;

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
  const exchanges = yield* inversions(yield* filledInSteps(new Float32Array(count), (place) => second[order[place] ?? 0] ?? 0));
  const all = (count * (count - 1)) / 2;
  const scale = Math.sqrt(all - tiedFirst) * Math.sqrt(all - tiedSecond);
  if (!(scale > 0)) return null;
  const estimate = (all - tiedFirst - tiedSecond + tiedBoth - 2 * exchanges) / scale;
  return fisherInterval(Math.min(1, Math.max(-1, estimate)), Math.sqrt(0.437 / (count - 4)));
}

/** Places by the first column, equal ones by the second: a stable sort by the second, then by the first. */
function* orderByBoth(first: Float32Array, second: Float32Array): Steps<Uint32Array> {
  const bySecond = yield* sortedOrder(second);
  const then = yield* sortedOrder(yield* filledInSteps(new Float32Array(bySecond.length), (place) => first[bySecond[place] ?? 0] ?? 0));
  return yield* filledInSteps(then, (place) => bySecond[then[place] ?? 0] ?? 0);
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

/** Pairs that stand in falling order, counted while they are merged. What `values` holds is lost. */
function* inversions(values: Float32Array): Steps<number> {
  let [from, into]: [Float32Array, Float32Array] = [values, new Float32Array(values.length)];
  let [count, since] = [0, 0];
  for (let width = 1; width < values.length; width *= 2) {
    for (let start = 0; start < values.length; start += 2 * width) {
      const merging = mergingAt(start, width, values.length);
      while (merging.at < merging.end) {
        const before = merging.at;
        count += merge(from, into, merging, pairsAtOnce - since);
        since += merging.at - before;
        if (since < pairsAtOnce) continue;
        since = 0;
        yield;
      }
    }
    [from, into] = [into, from];
  }
  return count;
}

/** Where a merge of what is sorted up to `middle` with what is sorted from there to `end` stands. */
interface Merging {
  left: number;
  readonly middle: number;
  right: number;
  readonly end: number;
  at: number;
}

function mergingAt(start: number, width: number, length: number): Merging {
  const middle = Math.min(start + width, length);
  return { left: start, middle, right: middle, end: Math.min(middle + width, length), at: start };
}

/** Merges at most so many values more; of the pairs that stand in falling order, those that this puts right. */
function merge(from: Float32Array, into: Float32Array, merging: Merging, most: number): number {
  const { middle, end } = merging;
  const until = Math.min(end, merging.at + most);
  let { left, right, at } = merging;
  let count = 0;
  for (; at < until; at++) {
    const isLeft = right >= end || (left < middle && (from[left] as number) <= (from[right] as number));
    if (isLeft) into[at] = from[left++] as number;
    else {
      into[at] = from[right++] as number;
      count += middle - left;
    }
  }
  [merging.left, merging.right, merging.at] = [left, right, at];
  return count;
}
