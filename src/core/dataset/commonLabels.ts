import { flippedLabelNames, heldOutLabelNames } from './heldOutLabel';
import type { RowFields } from './parseRow';
import type { ReadRow } from './preferencePair';
import { labelsOf } from './reading/labelsOf';

/** Columns that say where a row comes from, whatever its layout. */
const commonNames = [
  'source',
  'dataset',
  'subset',
  'split',
  'category',
  'domain',
  'task',
  'language',
  'lang',
  'model',
  'chosen_model',
  'rejected_model',
  'annotator',
  'annotator_id',
  'labeler',
  'worker_id',
  'judge',
  ...heldOutLabelNames,
  ...flippedLabelNames,
];

/** Adds what a row says of its origin beside what its layout names; that of the layout stands. */
export function withCommonLabels(row: ReadRow, fields: RowFields): ReadRow {
  const common = labelsOf(fields, commonNames);
  if (Object.keys(common).length === 0) return row;
  return { ...row, pairs: row.pairs.map((pair) => ({ ...pair, labels: { ...common, ...pair.labels } })) };
}
