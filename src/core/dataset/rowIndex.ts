import type { RowLocation } from '../ports';
import { RowIndexSegment } from './rowIndexSegment';

const chunkRows = 4096;

/**
 * Where all rows of a dataset lie: twelve bytes a row, whatever the number of rows, and never moved as it grows. Lines are those
 * of one file; over the shards of a folder only `location` makes sense.
 */
export class RowIndex {
  private readonly segments: RowIndexSegment[] = [];
  private size = 0;

  static of(segments: Iterable<RowIndexSegment>): RowIndex {
    const index = new RowIndex();
    for (const segment of segments) {
      index.segments.push(segment);
      index.size += segment.rowCount;
    }
    return index;
  }

  get rowCount(): number {
    return this.size;
  }

  /** Rows must come in the order of their numbers, none left out. */
  add(locations: readonly RowLocation[]): void {
    for (const location of locations) {
      let last = this.segments.at(-1);
      if (last === undefined || !last.takes(location)) {
        last = new RowIndexSegment(location);
        this.segments.push(last);
      }
      last.add(location);
      this.size++;
    }
  }

  location(row: number): RowLocation | undefined {
    return this.segmentOf(row)?.location(row);
  }

  /** All rows in order, in chunks. */
  *chunks(): Generator<readonly RowLocation[]> {
    for (let first = 0; first < this.size; first += chunkRows) {
      const count = Math.min(chunkRows, this.size - first);
      yield Array.from({ length: count }, (_, offset) => this.location(first + offset)).filter((location) => location !== undefined);
    }
  }

  /** The parts that make up the index, for keeping it in a file. */
  parts(): readonly RowIndexSegment[] {
    return this.segments;
  }

  /** 1-based line of a row; 0 beyond the end. */
  lineOf(row: number): number {
    return this.segmentOf(row)?.lineOf(row) ?? 0;
  }

  /** 1-based line before that of the next row, so that a row over many lines is known to its end; the last row's own line. */
  lastLineOf(row: number): number {
    const line = this.lineOf(row);
    return Math.max(line, this.lineOf(row + 1) - 1);
  }

  /** The row on a 1-based line; undefined for a blank line. */
  rowAtLine(line: number): number | undefined {
    const row = this.firstRowFrom(line);
    return this.lineOf(row) === line ? row : undefined;
  }

  /** The first row that begins on or below a 1-based line; rowCount when there is none. */
  firstRowFrom(line: number): number {
    return firstWhere(this.size, (row) => this.lineOf(row) >= line);
  }

  private segmentOf(row: number): RowIndexSegment | undefined {
    if (!(row >= 0 && row < this.size)) return undefined;
    return this.segments[firstWhere(this.segments.length, (index) => (this.segments[index]?.firstRow ?? Infinity) > row) - 1];
  }
}

/** The first of 0 … count − 1 for which a condition holds that, once true, stays true; count where there is none. */
function firstWhere(count: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
