import { wilsonInterval } from '../../statistics/wilsonInterval';
import type { Interval, SliceFigures } from '../lintReport';
import type { Steps } from '../steps';
import { rateUnderModel } from '../rate/rateUnderModel';
import type { Judgement } from '../verdict/judgement';
import type { FileCensus, LabelColumn } from './fileCensus';
import { largestValues } from './largestValues';

const mostInAll = 100;

/** Figures of the pairs that share a label's value. Labels that all pairs share make no slices. */
export function* sliceFigures(census: FileCensus, judgement: Judgement | null, margins: Float64Array | null): Steps<readonly SliceFigures[]> {
  const slices: SliceFigures[] = [];
  for (const column of census.columns()) {
    if (slices.length >= mostInAll) break;
    if (column.values.length > 1) slices.push(...(yield* slicesOf(column, judgement, margins)));
  }
  return slices.slice(0, mostInAll);
}

const pairsAtOnce = 65_536;

function* accuracyOf(margins: Float64Array, isInside: (index: number) => boolean): Steps<Interval | null> {
  let [known, right] = [0, 0];
  for (let index = 0; index < margins.length; index++) {
    if (index % pairsAtOnce === 0) yield;
    const margin = margins[index] ?? NaN;
    if (Number.isNaN(margin) || !isInside(index)) continue;
    known++;
    if (margin > 0) right++;
  }
  return wilsonInterval(right, known);
}

function* slicesOf(column: LabelColumn, judgement: Judgement | null, margins: Float64Array | null): Steps<readonly SliceFigures[]> {
  yield;
  const slices: SliceFigures[] = [];
  for (const { value, code, pairs } of largestValues(column)) {
    yield;
    const isInside = (index: number) => column.codes[index] === code;
    const noiseRate = judgement?.together ? yield* rateUnderModel(judgement.together.scores, isInside, judgement.rate) : null;
    slices.push({ label: column.label, value, pairs, noiseRate, accuracy: margins && (yield* accuracyOf(margins, isInside)) });
  }
  return slices;
}
