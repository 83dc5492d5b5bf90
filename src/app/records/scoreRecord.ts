import type { RowResult } from '../scoreRows';
import type { PairScore } from '../../core/scoring/pairScore';

/** A pair or row without figures, in the place where its PairScore would stand. */
export interface UnscoredRecord {
  readonly row: number;
  readonly line: number;
  /** Null where the whole row is meant. */
  readonly pair: number | null;
  readonly error: { readonly code: string; readonly column: number; readonly message: string };
}

/** One line of `preflens score`: a PairScore, or what is wrong with the row and where. */
export function scoreRecord(result: RowResult): PairScore | UnscoredRecord {
  if (result.kind === 'scored') return result.score;
  const { row, line, code, column, reason } = result;
  return { row, line, pair: result.pair?.pair ?? null, error: { code, column, message: reason } };
}
