import { lengthFit } from '../noise/page/lengthFit';
import type { Steps } from '../noise/steps';
import { sortedOrder } from '../statistics/sortedOrder';
import { wilsonInterval } from '../statistics/wilsonInterval';
import type { LengthFigures } from './overviewFigures';

const mostBins = 12;
/** A bin of fewer pairs has a median that says little. */
const fewestInBin = 5;

/** Margins by the length difference of their pairs, and the length-controlled fit. Null where no pair has both. */
export function* lengthFigures(differences: Float32Array, margins: Float32Array): Steps<LengthFigures | null> {
  const known = differences.map((difference, at) => (Number.isNaN(margins[at]) ? NaN : difference));
  yield;
  const order = yield* sortedOrder(known);
  if (order.length === 0) return null;
  const bins: LengthFigures['bins'][number][] = [];
  for (const { start, end } of equalParts(known, order)) {
    yield;
    const differenceAt = (place: number) => known[order[place] ?? 0] ?? 0;
    const edges = { low: differenceAt(start), high: differenceAt(Math.min(end, order.length - 1)) };
    bins.push({ ...edges, ...lengthBin(order.subarray(start, end), margins) });
  }
  return { bins, fit: yield* lengthFit(known, margins) };
}

/** Parts of about as many pairs each; pairs of one difference stay together. */
function* equalParts(values: Float32Array, order: Uint32Array): Generator<{ readonly start: number; readonly end: number }> {
  const size = Math.max(fewestInBin, Math.ceil(order.length / mostBins));
  for (let start = 0; start < order.length; ) {
    let end = Math.min(order.length, start + size);
    while (end < order.length && values[order[end] ?? 0] === values[order[end - 1] ?? 0]) end++;
    if (order.length - end < size / 2) end = order.length;
    yield { start, end };
    start = end;
  }
}

function lengthBin(places: Uint32Array, margins: Float32Array): Omit<LengthFigures['bins'][number], 'low' | 'high'> {
  const inBin = Float32Array.from(places, (place) => margins[place] ?? 0).sort();
  const pairs = inBin.length;
  const accuracy = wilsonInterval(inBin.reduce((sum, margin) => sum + (margin > 0 ? 1 : 0), 0), pairs) ?? { estimate: 0, low: 0, high: 1 };
  const medianMargin = ((inBin[(pairs - 1) >> 1] ?? 0) + (inBin[pairs >> 1] ?? 0)) / 2;
  return { pairs, medianMargin, accuracy };
}
