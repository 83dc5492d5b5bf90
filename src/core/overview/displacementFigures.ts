import type { Steps } from '../noise/steps';
import { knownWhere } from '../statistics/knownWhere';
import { sortedOrder } from '../statistics/sortedOrder';
import { spearman } from '../statistics/spearman';
import { binning } from './binning';
import { centralEdges } from './centralEdges';
import { displacementAxes, type DisplacementAxis, type DisplacementFigures } from './overviewFigures';
import type { PairColumns } from './pairColumns';

const columnsOfCells = 40;
const rowsOfCells = 30;
const pairsAtOnce = 1 << 14;

/**
 * Margins against a displacement score, as a grid of counts. The score is Δ, which ranks real displacement best, unless more pairs have length-normalised CHES, which needs
 * no further pass of the models. Null where no pair has both a margin and a score.
 */
export function* displacementFigures(columns: Pick<PairColumns, DisplacementAxis>, margins: Float32Array): Steps<DisplacementFigures | null> {
  const axis = yield* fullerAxis(columns);
  const scores = yield* knownWhere(columns[axis], margins);
  const xOrder = yield* sortedOrder(scores);
  if (xOrder.length === 0) return null;
  const known = yield* knownWhere(margins, scores);
  const yOrder = yield* sortedOrder(known);
  const [x, y] = [binning(centralEdges(scores, xOrder, columnsOfCells)), binning(centralEdges(known, yOrder, rowsOfCells))];
  const [width, height] = [x.edges.length - 1, y.edges.length - 1];
  const counts = new Array<number>(width * height).fill(0);
  let outside = 0;
  for (let at = 0; at < xOrder.length; at++) {
    if (at % pairsAtOnce === 0) yield;
    const [column, row] = [x.binOf(scores[xOrder[at] ?? 0] ?? NaN), y.binOf(known[xOrder[at] ?? 0] ?? NaN)];
    if (column < 0 || row < 0 || column === width || row === height) outside++;
    else counts[row * width + column] = (counts[row * width + column] ?? 0) + 1;
  }
  return { axis, xEdges: x.edges, yEdges: y.edges, counts, outside, spearman: yield* spearman(scores, known) };
}

function* fullerAxis(columns: Pick<PairColumns, DisplacementAxis>): Steps<DisplacementAxis> {
  const [ches, displacement] = displacementAxes;
  const lead = { [ches]: 0, [displacement]: 0 };
  for (const axis of displacementAxes) {
    for (let at = 0; at < columns[axis].length; at++) {
      if (at % pairsAtOnce === 0) yield;
      if (!Number.isNaN(columns[axis][at])) lead[axis]++;
    }
  }
  return lead[displacement] >= lead[ches] ? displacement : ches;
}
