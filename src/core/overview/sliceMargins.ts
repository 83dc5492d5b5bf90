import type { LabelColumn } from '../noise/page/fileCensus';
import type { FilePage } from '../noise/lintReport';
import { largestValues } from '../noise/page/largestValues';
import type { Steps } from '../noise/steps';
import { wilsonInterval } from '../statistics/wilsonInterval';
import { binning } from './binning';
import type { SliceMargins } from './overviewFigures';

const mostInAll = 100;
const pairsAtOnce = 1 << 14;

interface Count {
  readonly bins: number[];
  scored: number;
  agreeing: number;
}

/** Margins by the values of each label column, one pass a column. Labels that all pairs share make no slices. */
export function* sliceMargins(labels: readonly LabelColumn[], margins: Float32Array, edges: readonly number[], page: Pick<FilePage, 'slices'>): Steps<readonly SliceMargins[]> {
  const slices: SliceMargins[] = [];
  for (const column of labels) {
    if (column.values.length < 2) continue;
    const counts = yield* countsByCode(column, margins, edges);
    for (const { value, code, pairs } of largestValues(column)) {
      const { bins, scored, agreeing } = counts[code] ?? { bins: [], scored: 0, agreeing: 0 };
      const known = page.slices.find((slice) => slice.label === column.label && slice.value === value);
      slices.push({ label: column.label, value, pairs, counts: bins, accuracy: wilsonInterval(agreeing, scored), noiseRate: known?.noiseRate ?? null });
    }
  }
  return slices.slice(0, mostInAll);
}

function* countsByCode({ values, codes }: LabelColumn, margins: Float32Array, edges: readonly number[]): Steps<readonly Count[]> {
  const { binOf } = binning(edges);
  const counts = Array.from({ length: values.length + 1 }, (): Count => ({ bins: new Array<number>(edges.length - 1).fill(0), scored: 0, agreeing: 0 }));
  for (let at = 0; at < codes.length; at++) {
    if (at % pairsAtOnce === 0) yield;
    const [count, margin] = [counts[codes[at] ?? 0], margins[at] ?? NaN];
    if (!count || Number.isNaN(margin)) continue;
    count.scored++;
    if (margin > 0) count.agreeing++;
    const bin = binOf(margin);
    if (bin >= 0 && bin < count.bins.length) count.bins[bin] = (count.bins[bin] ?? 0) + 1;
  }
  return counts;
}
