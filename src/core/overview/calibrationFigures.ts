import { heldOutSide, isHeldOutLabel } from '../dataset/heldOutLabel';
import type { Interval } from '../noise/lintReport';
import type { LabelColumn } from '../noise/page/fileCensus';
import type { Steps } from '../noise/steps';
import { sigmoid } from '../scoring/logistic';
import { filledInSteps } from '../statistics/filledInSteps';
import { sortedOrder } from '../statistics/sortedOrder';
import { wilsonInterval } from '../statistics/wilsonInterval';
import type { CalibrationFigures } from './overviewFigures';

const z = 1.959963984540054;
const mostBins = 10;
const fewestInBin = 10;
const pairsAtOnce = 1 << 14;

type Bin = CalibrationFigures['bins'][number];

/**
 * How often a held-out label calls the chosen response the better one, by how probable the models find that (σ(margin)), in bins of about as many pairs. Null without
 * a held-out label column (docs/overview.md), or with too few pairs for two bins.
 */
export function* calibrationFigures(labels: readonly LabelColumn[], margins: Float32Array): Steps<CalibrationFigures | null> {
  for (const column of labels) {
    const sides = isHeldOutLabel(column.label) ? sidesOf(column) : null;
    const bins = sides && (yield* calibrationBins(column, sides, margins));
    if (bins) return { label: `label column "${column.label}"`, bins, expectedCalibrationError: calibrationError(bins) };
  }
  return null;
}

/** By code of the column: 1 where chosen is right, 0 where it is not, NaN where nobody knows; null for a column whose values cannot be understood. */
function sidesOf({ label, values }: LabelColumn): readonly number[] | null {
  const sides = values.map((value) => heldOutSide(label, value));
  if (sides.includes(undefined)) return null;
  return [NaN, ...sides.map((side) => (side === 'none' ? NaN : side === 'chosen' ? 1 : 0))];
}

function* calibrationBins({ codes }: LabelColumn, sides: readonly number[], margins: Float32Array): Steps<readonly Bin[] | null> {
  const outcomeAt = (place: number) => sides[codes[place] ?? 0] ?? NaN;
  const order = yield* sortedOrder(yield* filledInSteps(new Float32Array(margins.length), (place) => (Number.isNaN(outcomeAt(place)) ? NaN : (margins[place] ?? NaN))));
  const count = Math.min(mostBins, Math.floor(order.length / fewestInBin));
  if (count < 2) return null;
  const sums = Array.from({ length: count }, () => ({ pairs: 0, predicted: 0, right: 0 }));
  for (let at = 0; at < order.length; at++) {
    if (at % pairsAtOnce === 0) yield;
    const [sum, place] = [sums[Math.floor((at * count) / order.length)], order[at] ?? 0];
    if (!sum) continue;
    sum.pairs++;
    sum.predicted += sigmoid(margins[place] ?? 0);
    sum.right += outcomeAt(place);
  }
  return sums.map(({ pairs, predicted, right }) => ({ predicted: predicted / pairs, observed: wilsonInterval(right, pairs) ?? { estimate: 0, low: 0, high: 1 }, pairs }));
}

/**
 * Expected calibration error (Naeini et al. 2015) over bins of equal count: mean |observed − predicted| by pairs, with an interval by the binomial variance of
 * each bin. Chance alone keeps it above zero.
 */
function calibrationError(bins: readonly Bin[]): Interval {
  const total = bins.reduce((sum, { pairs }) => sum + pairs, 0);
  const estimate = bins.reduce((sum, { predicted, observed, pairs }) => sum + (pairs / total) * Math.abs(observed.estimate - predicted), 0);
  const variance = bins.reduce((sum, { observed: { estimate: share }, pairs }) => sum + (pairs / total) ** 2 * ((share * (1 - share)) / pairs), 0);
  const half = z * Math.sqrt(variance);
  return { estimate, low: Math.max(0, estimate - half), high: Math.min(1, estimate + half) };
}
