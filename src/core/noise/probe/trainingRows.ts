import { standardized, type FeatureScales } from './featureScales';
import type { GroupedFolds } from './groupedFolds';
import { LogisticRows, type RowBlock } from './logisticRows';
import type { ProbeProblem } from './probeProblem';

/** Values that a probe is trained on at most: 128 MB, 125,000 pairs of 256 states. A linear probe learns nothing more from further pairs. */
const mostValues = 32_000_000;
/** Values that decide how strong the penalty is. */
const mostSelectionValues = 4_000_000;

/** Standardised rows, fold by fold. */
export interface TrainingRows {
  readonly rows: LogisticRows;
  /** Rows of each fold. */
  readonly blocks: readonly RowBlock[];
  /** The beginning of each block: enough to choose the penalty by. */
  readonly selection: readonly RowBlock[];
  /** Group of each row; rows of a group stand together. */
  readonly groups: Uint32Array;
}

/** The pairs of each fold, or where they are too many a random sample of them by whole groups but the last. */
export function trainingRows({ differences, features, groups, weights }: ProbeProblem, folds: GroupedFolds, scales: FeatureScales): TrainingRows {
  const perFold = Math.max(Math.ceil(mostValues / features / folds.folds), 1);
  const picked: number[][] = [];
  for (let fold = 0; fold < folds.folds; fold++) {
    const [start = 0, end = 0] = folds.starts.slice(fold, fold + 2);
    picked.push(Array.from(folds.order.subarray(start, Math.min(end, start + perFold))));
  }
  const pairs = Uint32Array.from(picked.flat());
  const values = new Float32Array(pairs.length * features);
  pairs.forEach((pair, row) => {
    for (let feature = 0; feature < features; feature++) values[row * features + feature] = standardized(scales, feature, differences[pair * features + feature] ?? 0);
  });
  const rows = new LogisticRows(values, features, Float32Array.from(pairs, (pair) => weights?.[pair] ?? 1));
  const blocks = blocksOf(picked.map(({ length }) => length));
  const perSelection = Math.max(Math.ceil(mostSelectionValues / features / folds.folds), 1);
  return {
    rows,
    blocks,
    selection: blocks.map(({ start, end }) => ({ start, end: Math.min(end, start + perSelection) })),
    groups: Uint32Array.from(pairs, (pair) => groups[pair] ?? 0),
  };
}

function blocksOf(lengths: readonly number[]): RowBlock[] {
  let start = 0;
  return lengths.map((length) => {
    const block = { start, end: start + length };
    start = block.end;
    return block;
  });
}
