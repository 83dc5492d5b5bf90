import type { Steps } from '../noise/steps';
import { sortedOrder } from '../statistics/sortedOrder';
import { wilsonInterval } from '../statistics/wilsonInterval';
import { binning } from './binning';
import { centralEdges } from './centralEdges';
import type { MarginFigure, MarginFigures } from './overviewFigures';

const bins = 40;
const pairsAtOnce = 1 << 14;

/** The histogram of margins, their median and how many agree with the label. Null where no pair has one. */
export function* marginFigures(margins: Float32Array, figure: MarginFigure, ambiguous: MarginFigures['ambiguous']): Steps<{ readonly scored: number; readonly figures: MarginFigures } | null> {
  const order = yield* sortedOrder(margins);
  const scored = order.length;
  if (scored === 0) return null;
  const { edges, binOf } = binning(centralEdges(margins, order, bins));
  const counts = new Array<number>(edges.length - 1).fill(0);
  let [below, above, agreeing] = [0, 0, 0];
  for (let at = 0; at < scored; at++) {
    if (at % pairsAtOnce === 0) yield;
    const margin = margins[order[at] ?? 0] ?? NaN;
    if (margin > 0) agreeing++;
    const bin = binOf(margin);
    if (bin < 0) below++;
    else if (bin === counts.length) above++;
    else counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const median = ((margins[order[(scored - 1) >> 1] ?? 0] ?? 0) + (margins[order[scored >> 1] ?? 0] ?? 0)) / 2;
  const accuracy = wilsonInterval(agreeing, scored) ?? { estimate: 0, low: 0, high: 1 };
  return { scored, figures: { figure, histogram: { edges, counts, below, above }, ambiguous, median, accuracy } };
}
