import type { Steps } from '../noise/steps';
import { sortedOrder } from '../statistics/sortedOrder';
import type { ComparedColumns } from './comparedColumns';

/** Places (in the columns) of the pairs whose preferred response changes, the largest change first; equal changes in file order. */
export function* flippedPairs({ first, second, length }: ComparedColumns): Steps<Uint32Array> {
  const sizes = new Float32Array(length);
  for (let at = 0; at < length; at++) {
    const [a, b] = [first[at] ?? NaN, second[at] ?? NaN];
    sizes[at] = (a > 0 && b < 0) || (a < 0 && b > 0) ? -Math.abs(a - b) : NaN;
  }
  return yield* sortedOrder(sizes);
}

/** The rank of each pair's margin in both sets (1 for the lowest, equal margins at their mean rank), and pairs by how far it moves. */
export interface RankChanges {
  readonly first: Float64Array;
  readonly second: Float64Array;
  /** Places, the largest change first; pairs that keep their rank are left out. */
  readonly order: Uint32Array;
}

export function* rankChanges({ first, second, length }: ComparedColumns): Steps<RankChanges> {
  const [ranksFirst, ranksSecond] = [yield* ranks(first), yield* ranks(second)];
  const moves = new Float32Array(length);
  for (let at = 0; at < length; at++) {
    const move = Math.abs((ranksSecond[at] ?? 0) - (ranksFirst[at] ?? 0));
    moves[at] = move === 0 ? NaN : -move;
  }
  return { first: ranksFirst, second: ranksSecond, order: yield* sortedOrder(moves) };
}

function* ranks(margins: Float64Array): Steps<Float64Array> {
  const values = Float32Array.from(margins);
  const order = yield* sortedOrder(values);
  const found = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end++;
    for (let at = start; at < end; at++) found[order[at] ?? 0] = (start + end + 1) / 2;
    start = end;
  }
  return found;
}
