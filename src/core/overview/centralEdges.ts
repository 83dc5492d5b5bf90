import { roundEdges } from '../statistics/roundEdges';

/** Share of the values at each end that may lie beyond the edges. */
const tail = 0.005;

/** Edges over all values but the outermost at either end, so that a few extremes do not squeeze the rest. @param order as `sortedOrder` gives it, not empty */
export function centralEdges(values: ArrayLike<number>, order: Uint32Array, bins: number): number[] {
  const at = (place: number) => values[order[place] ?? 0] ?? 0;
  const outside = Math.floor(order.length * tail);
  return roundEdges(at(outside), at(order.length - 1 - outside), bins);
}
