import type { Steps } from '../noise/steps';
import { filledInSteps } from './filledInSteps';
import { sortedOrder } from './sortedOrder';

const valuesAtOnce = 1 << 14;

/** Ranks from 1 for the lowest value, equal values at their mean rank, NaN where the value is. */
export interface MeanRanks {
  readonly ranks: Float64Array;
  /** How many values are known. */
  readonly known: number;
}

/** Ranks the values; equal ones may be as many as there are. */
export function* meanRanks(values: Float32Array): Steps<MeanRanks> {
  const order = yield* sortedOrder(values);
  const ranks = yield* filledInSteps(new Float64Array(values.length), () => NaN);
  for (let start = 0, end = 1; end <= order.length; end++) {
    if (end % valuesAtOnce === 0) yield;
    if (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) continue;
    const rank = (start + end + 1) / 2;
    for (; start < end; start++) {
      if (start % valuesAtOnce === 0) yield;
      ranks[order[start] ?? 0] = rank;
    }
  }
  return { ranks, known: order.length };
}
