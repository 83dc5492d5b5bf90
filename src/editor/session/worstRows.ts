import type { InlineFigure } from '../figures/inlineFigure';
import type { RowFigures } from '../figures/rowFigures';
import { rowBadness, type ResultSet } from './resultSet';

interface RankedRow {
  readonly row: number;
  readonly key: number;
}

/** Ties go by row number, so that stepping visits every row once. */
function isBefore(a: RankedRow, b: RankedRow): boolean {
  return a.key < b.key || (a.key === b.key && a.row < b.row);
}

function* ranked(results: ResultSet, figure: InlineFigure): Generator<RankedRow> {
  for (const figures of results) {
    const key = rowBadness(figures, figure);
    if (key !== null) yield { row: figures.row, key };
  }
}

/**
 * The row that follows `from` in the order worst first, or precedes it; the worst row where `from` has no rank. One pass
 * without sorting: a step through a large file must not hold up the extensions of the window.
 */
export function worstNeighbour(results: ResultSet, figure: InlineFigure, from: number | undefined, direction: 'next' | 'previous'): number | undefined {
  const start = from === undefined ? undefined : rankOf(results.at(from), figure);
  const forward = direction === 'next' || !start;
  let best: RankedRow | undefined;
  for (const candidate of ranked(results, figure)) {
    const lies = !start || (forward ? isBefore(start, candidate) : isBefore(candidate, start));
    if (lies && (!best || (forward ? isBefore(candidate, best) : isBefore(best, candidate)))) best = candidate;
  }
  return best?.row;
}

/** The worst rows, worst first. */
export function worstRows(results: ResultSet, figure: InlineFigure, limit: number): number[] {
  const worst: RankedRow[] = [];
  for (const candidate of ranked(results, figure)) {
    const last = worst[worst.length - 1];
    if (worst.length === limit && last && !isBefore(candidate, last)) continue;
    const place = worst.findIndex((other) => isBefore(candidate, other));
    worst.splice(place === -1 ? worst.length : place, 0, candidate);
    if (worst.length > limit) worst.pop();
  }
  return worst.map(({ row }) => row);
}

function rankOf(figures: RowFigures | undefined, figure: InlineFigure): RankedRow | undefined {
  const key = figures && rowBadness(figures, figure);
  return figures && key !== undefined && key !== null ? { row: figures.row, key } : undefined;
}
