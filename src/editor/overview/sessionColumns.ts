import { emptyPairColumns, type WritablePairColumns } from '../../core/overview/emptyPairColumns';
import type { PairColumns } from '../../core/overview/pairColumns';
import type { PairFigures, ScoredRow } from '../figures/rowFigures';
import type { TimeSlices } from '../scoring/timeSlices';
import type { ResultSet } from '../session/resultSet';

const rowsAtOnce = 1024;

/** Figures of the scored rows, one pair a row: of several, the worst by its margin. */
export async function sessionColumns(results: ResultSet, slices: TimeSlices): Promise<PairColumns> {
  // More rows may be scored between two slices; they come with the next columns.
  const length = results.summary.scored;
  const columns = await slices.run(emptyPairColumns(length));
  let at = 0;
  for (let row = 0; row < results.index.rowCount && at < length; row++) {
    if (row % rowsAtOnce === 0) await slices.yieldIfSpent();
    const figures = results.at(row);
    if (figures?.kind === 'scored') put(columns, at++, figures);
  }
  return columns;
}

/** The pairs of a file that was looked through, with the figures of the session. Verdicts and probabilities are those of the search. */
export async function withSessionFigures(known: PairColumns, results: ResultSet, slices: TimeSlices): Promise<PairColumns> {
  const columns = await slices.run(emptyPairColumns(known.length));
  columns.probabilityWrong.set(known.probabilityWrong);
  columns.verdict.set(known.verdict);
  for (let at = 0; at < known.length; at++) {
    if (at % rowsAtOnce === 0) await slices.yieldIfSpent();
    const [row, pair] = [known.row[at] ?? 0, known.pair[at] ?? 0];
    const figures = pairOf(results.at(row), pair);
    if (figures) put(columns, at, figures);
    [columns.row[at], columns.pair[at]] = [row, pair];
  }
  return columns;
}

function pairOf(row: ReturnType<ResultSet['at']>, pair: number): PairFigures | undefined {
  return row?.kind === 'scored' ? shownPairs(row).find((shown) => shown.pair === pair) : undefined;
}

/** Of a row with several pairs, those that are the worst by some figure are kept. */
function shownPairs(row: ScoredRow): readonly PairFigures[] {
  return row.worstBy === undefined ? [row] : [row, ...Object.values(row.worstBy)];
}

function put(columns: WritablePairColumns, at: number, { row, pair, rewardMargin, likelihoodMargin, lengthNormalizedChes, displacement, chosen, rejected }: PairFigures): void {
  columns.row[at] = row;
  columns.pair[at] = pair;
  columns.rewardMargin[at] = rewardMargin ?? NaN;
  columns.likelihoodMargin[at] = likelihoodMargin;
  columns.lengthNormalizedChes[at] = lengthNormalizedChes ?? NaN;
  columns.displacement[at] = displacement ?? NaN;
  columns.lengthDifference[at] = chosen.tokenCount - rejected.tokenCount;
}
