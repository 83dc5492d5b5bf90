import { wilsonInterval } from '../../statistics/wilsonInterval';
import type { SliceFigures } from '../lintReport';
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

function* slicesOf(column: LabelColumn, judgement: Judgement | null, margins: Float64Array | null): Steps<readonly SliceFigures[]> {
  yield;
  const slices: SliceFigures[] = [];
  for (const { value, code, pairs } of largestValues(column)) {
    yield;
    const inside = (scores: Float64Array) => scores.filter((_, index) => column.codes[index] === code);
    const known = margins ? inside(margins).filter((margin) => !Number.isNaN(margin)) : new Float64Array(0);
    slices.push({
      label: column.label,
      value,
      pairs,
      noiseRate: judgement?.rate.fit && judgement.together ? yield* rateUnderModel(inside(judgement.together.scores), judgement.rate.fit, judgement.rate.scale) : null,
      accuracy: wilsonInterval(known.reduce((sum, margin) => sum + (margin > 0 ? 1 : 0), 0), known.length),
    });
  }
  return slices;
}
