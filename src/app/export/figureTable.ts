import { NumberColumn } from '../../core/export/numberColumn';
import { scoreColumns, type PairFigures, type ScoreColumn } from '../../core/export/scoreColumns';

const mostPairs = 65_536;

/** Figures of pairs by row and pair, eight bytes a figure. Only the columns that are wanted are kept. */
export class FigureTable {
  private readonly keys = new NumberColumn();
  private readonly columns: ReadonlyMap<ScoreColumn, NumberColumn>;

  constructor(wanted: readonly ScoreColumn[] = scoreColumns) {
    this.columns = new Map(wanted.map((name) => [name, new NumberColumn()]));
  }

  get size(): number {
    return this.keys.length;
  }

  /** Pairs come in ascending order of row and pair; one that comes out of order throws RangeError. */
  add(row: number, pair: number, figures: PairFigures): void {
    const key = row * mostPairs + pair;
    if (this.keys.at(this.keys.length - 1) >= key) throw new RangeError('Scores must come in the order of their rows, each pair once.');
    this.keys.push(key);
    for (const [name, column] of this.columns) column.push(figures[name] ?? NaN);
  }

  /** Null for figures that are not kept; undefined for a pair that has none. */
  get(row: number, pair: number): PairFigures | undefined {
    const index = this.keys.indexOfSorted(row * mostPairs + pair);
    if (index === -1) return undefined;
    const entries = scoreColumns.map((name) => [name, known(this.columns.get(name)?.at(index))] as const);
    return Object.fromEntries(entries) as Record<ScoreColumn, number | null>;
  }
}

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
