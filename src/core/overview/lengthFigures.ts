import { lengthFit } from '../noise/page/lengthFit';
import type { Steps } from '../noise/steps';
import { knownWhere } from '../statistics/knownWhere';
import { sortedOrder } from '../statistics/sortedOrder';
import { wilsonInterval } from '../statistics/wilsonInterval';
import type { LengthFigures } from './overviewFigures';

const mostBins = 12;
/** A bin of fewer pairs has a median that says little. */
const fewestInBin = 5;
const noPart = 255;
const pairsAtOnce = 1 << 14;

/** Margins by the length difference of their pairs, and the length-controlled fit. Null where no pair has both. */
export function* lengthFigures(differences: Float32Array, margins: Float32Array): Steps<LengthFigures | null> {
  const known = yield* knownWhere(differences, margins);
  const order = yield* sortedOrder(known);
  if (order.length === 0) return null;
  const parts = Array.from(equalParts(known, order));
  const found = yield* figuresOfParts(parts, order, margins);
  const differenceAt = (place: number) => known[order[Math.min(place, order.length - 1)] ?? 0] ?? 0;
  const bins = parts.map(({ start, end }, part) => ({ low: differenceAt(start), high: differenceAt(end), ...(found[part] ?? nothing) }));
  return { bins, fit: yield* lengthFit(known, margins) };
}

type PartFigures = Omit<LengthFigures['bins'][number], 'low' | 'high'>;
const nothing: PartFigures = { pairs: 0, medianMargin: 0, accuracy: { estimate: 0, low: 0, high: 1 } };

interface Part {
  readonly start: number;
  readonly end: number;
}

/** Goes through the margins in rising order, so that the median of each part is the one met in its middle: nothing is sorted part by part. */
function* figuresOfParts(parts: readonly Part[], order: Uint32Array, margins: Float32Array): Steps<readonly PartFigures[]> {
  const partOf = new Uint8Array(margins.length).fill(noPart);
  for (const [part, { start, end }] of parts.entries()) {
    yield;
    for (const place of order.subarray(start, end)) partOf[place] = part;
  }
  const sums = parts.map(({ start, end }) => ({ pairs: end - start, met: 0, agreeing: 0, middle: 0 }));
  const rising = yield* sortedOrder(margins);
  for (let at = 0; at < rising.length; at++) {
    if (at % pairsAtOnce === 0) yield;
    const [margin, sum] = [margins[rising[at] ?? 0] ?? 0, sums[partOf[rising[at] ?? 0] ?? noPart]];
    if (!sum) continue;
    // Of an even number of margins, the mean of the two in the middle.
    if (sum.met === (sum.pairs - 1) >> 1) sum.middle += margin / 2;
    if (sum.met === sum.pairs >> 1) sum.middle += margin / 2;
    if (margin > 0) sum.agreeing++;
    sum.met++;
  }
  return sums.map(({ pairs, middle, agreeing }) => ({ pairs, medianMargin: middle, accuracy: wilsonInterval(agreeing, pairs) ?? nothing.accuracy }));
}

/** Parts of about as many pairs each; pairs of one difference stay together. */
function* equalParts(values: Float32Array, order: Uint32Array): Generator<Part> {
  const size = Math.max(fewestInBin, Math.ceil(order.length / mostBins));
  for (let start = 0; start < order.length; ) {
    let end = Math.min(order.length, start + size);
    while (end < order.length && values[order[end] ?? 0] === values[order[end - 1] ?? 0]) end++;
    if (order.length - end < size / 2) end = order.length;
    yield { start, end };
    start = end;
  }
}
