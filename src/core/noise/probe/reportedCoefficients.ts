import type { Interval } from '../lintReport';
import { fitLogistic } from './fitLogistic';
import { LogisticRows, type RowBlock } from './logisticRows';
import { coefficientIntervals } from './sandwich';
import type { TrainingRows } from './trainingRows';

/** A weak prior that keeps coefficients of separable labels finite: of a hundred pairs and more it moves others by a small part of their standard error. */
const weakPenalty = 1;

type Coefficients = readonly (Interval | null)[] | null;

export interface ReportedCoefficients {
  readonly coefficients: Coefficients;
  readonly aloneCoefficients: Coefficients;
  readonly controlledCoefficients: Coefficients;
}

export const noCoefficients: ReportedCoefficients = { coefficients: null, aloneCoefficients: null, controlledCoefficients: null };

/**
 * What each feature weighs, with its interval: beside all others, alone, and beside the control alone. Features that go together (words and characters, say) share a
 * weight in the first and carry all of it in the second. Yields the share of the work that is done.
 */
export function* reportedCoefficients(training: TrainingRows, control: number | null): Generator<number, ReportedCoefficients> {
  const coefficients = yield* fitted(training.rows, training.groups, 0);
  const sample = sampleRows(training);
  const alone: (Interval | null)[] = [];
  const controlled: (Interval | null)[] = [];
  for (let feature = 0; feature < training.rows.features; feature++) {
    const share = 0.3 + (0.7 * feature) / training.rows.features;
    const [own = null] = yield* fitted(columnsOf(training.rows, sample, [feature]), sample.groups, share);
    alone.push(own);
    if (control === null || control === feature) controlled.push(own);
    else controlled.push((yield* fitted(columnsOf(training.rows, sample, [feature, control]), sample.groups, share))[0] ?? null);
  }
  return { coefficients, aloneCoefficients: alone, controlledCoefficients: control === null ? null : controlled };
}

function* fitted(rows: LogisticRows, groups: Uint32Array, share: number): Generator<number, (Interval | null)[]> {
  const block: RowBlock = { start: 0, end: rows.count };
  const steps = fitLogistic({ rows, blocks: [block], penalty: weakPenalty, gram: rows.gram(block), start: new Float64Array(rows.features) });
  let step = steps.next();
  for (; !step.done; step = steps.next()) yield share;
  return coefficientIntervals(rows, block, groups, step.value, weakPenalty);
}

/** Indices of rows: a tenth of a million settle the coefficient of one feature to a hundredth. */
interface SampleRows {
  readonly rows: Uint32Array;
  readonly groups: Uint32Array;
}

function sampleRows({ selection, groups }: TrainingRows): SampleRows {
  const rows = Uint32Array.from(selection.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, index) => start + index)));
  return { rows, groups: rows.map((row) => groups[row] ?? 0) };
}

function columnsOf({ values, features, weights }: LogisticRows, { rows }: SampleRows, columns: readonly number[]): LogisticRows {
  const picked = new Float32Array(rows.length * columns.length);
  rows.forEach((row, index) => {
    columns.forEach((column, place) => (picked[index * columns.length + place] = values[row * features + column] ?? 0));
  });
  return new LogisticRows(picked, columns.length, Float32Array.from(rows, (row) => weights[row] ?? 0));
}
