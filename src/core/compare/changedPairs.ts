import type { Steps } from '../noise/steps';
import { filledInSteps } from '../statistics/filledInSteps';
import { meanRanks } from '../statistics/meanRanks';
import { singlePrecision } from '../statistics/singlePrecision';
import { sortedOrder } from '../statistics/sortedOrder';
import type { ComparedColumns } from './comparedColumns';

/** Places (in the columns) of the pairs whose preferred response changes, the largest change first; equal changes in file order. */
export function* flippedPairs({ first, second, length }: ComparedColumns): Steps<Uint32Array> {
  const sizes = yield* filledInSteps(new Float32Array(length), (at) => {
    const [a, b] = [first[at] ?? NaN, second[at] ?? NaN];
    return (a > 0 && b < 0) || (a < 0 && b > 0) ? -Math.abs(a - b) : NaN;
  });
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
  const [ranksFirst, ranksSecond] = [yield* ranksOf(first), yield* ranksOf(second)];
  const moves = yield* filledInSteps(new Float32Array(length), (at) => {
    const move = Math.abs((ranksSecond[at] ?? 0) - (ranksFirst[at] ?? 0));
    return move === 0 ? NaN : -move;
  });
  return { first: ranksFirst, second: ranksSecond, order: yield* sortedOrder(moves) };
}

function* ranksOf(margins: Float64Array): Steps<Float64Array> {
  const { ranks } = yield* meanRanks(yield* singlePrecision(margins));
  return ranks;
}
