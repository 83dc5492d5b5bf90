import type { ExportOrder } from '../../core/export/exportChoices';
import { pairFigures, scoreColumns, type ScoreColumn } from '../../core/export/scoreColumns';
import type { PairScore } from '../../core/scoring/pairScore';
import type { FigureSource } from './exportManifest';
import { FigureTable } from './figureTable';

export interface CollectedFigures {
  readonly table: FigureTable;
  /** Null where there was no score at all. */
  readonly source: FigureSource | null;
}

/**
 * Keeps of scores what an export needs. Scores of `without`, rows whose content the change list changes, are of no use: they
 * speak of another text. Throws RangeError where scores of several models or settings are mixed, or rows come twice.
 */
export async function collectFigures(
  scores: AsyncIterable<PairScore>,
  wanted: readonly ScoreColumn[],
  without: { has(row: number): boolean } = new Set<number>(),
): Promise<CollectedFigures> {
  const table = new FigureTable(wanted);
  let source: FigureSource | null = null;
  for await (const score of scores) {
    const { convention, precision, policyHash, referenceHash, beta } = score;
    const found = { convention: convention as FigureSource['convention'], precision, policyHash, referenceHash, beta };
    source ??= found;
    if (JSON.stringify(source) !== JSON.stringify(found)) throw new RangeError('The scores come from several models or settings; score the file anew.');
    if (!without.has(score.row)) table.add(score.row, score.pair, pairFigures(score));
  }
  return { table, source };
}

/** The figures to keep for an export. */
export function wantedColumns({ scoreColumns: all, order }: { readonly scoreColumns: boolean; readonly order: ExportOrder }): readonly ScoreColumn[] {
  if (all) return scoreColumns;
  return order === 'margin' ? ['rewardMargin'] : order === 'difficulty' ? ['rankingDifficulty'] : [];
}
