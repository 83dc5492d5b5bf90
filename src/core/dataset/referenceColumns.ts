import type { RowFields } from './parseRow';
import type { ReadRow } from './preferencePair';

/** Sums of log-probabilities (nats) that a trainer stored with the row: log π_ref of each response, end token included. */
export interface ReferenceColumns {
  readonly chosen: number;
  readonly rejected: number;
}

/** What TRL's `precompute_ref_log_probs` calls them: from 0.12 on, and before. */
export const referenceColumnNames = [
  { chosen: 'ref_chosen_logps', rejected: 'ref_rejected_logps' },
  { chosen: 'reference_chosen_logps', rejected: 'reference_rejected_logps' },
] as const;

/** The row's pair with the trainer's figures; where the row has several pairs, nobody knows whose they are. */
export function withReferenceColumns(row: ReadRow, fields: RowFields): ReadRow {
  const [pair] = row.pairs;
  const columns = row.pairs.length === 1 ? readReferenceColumns(fields) : null;
  return pair && columns ? { ...row, pairs: [{ ...pair, referenceColumns: columns }] } : row;
}

function readReferenceColumns(fields: RowFields): ReferenceColumns | null {
  for (const names of referenceColumnNames) {
    const [chosen, rejected] = [fields[names.chosen], fields[names.rejected]];
    if (typeof chosen === 'number' && typeof rejected === 'number' && Number.isFinite(chosen) && Number.isFinite(rejected)) return { chosen, rejected };
  }
  return null;
}
