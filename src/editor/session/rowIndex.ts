import type { RowLocation } from '../../core/ports';

/** Where all rows of a file lie, in typed arrays: twenty bytes a row, whatever the number of rows. */
export class RowIndex {
  private lines = new Uint32Array(1024);
  private byteStarts = new Float64Array(1024);
  private byteLengths = new Float64Array(1024);
  private size = 0;

  get rowCount(): number {
    return this.size;
  }

  add(locations: readonly RowLocation[]): void {
    while (this.size + locations.length > this.lines.length) this.grow();
    for (const { line, byteStart, byteLength } of locations) {
      this.lines[this.size] = line;
      this.byteStarts[this.size] = byteStart;
      this.byteLengths[this.size] = byteLength;
      this.size++;
    }
  }

  location(row: number): RowLocation | undefined {
    const line = row < this.size ? this.lines[row] : undefined;
    if (line === undefined) return undefined;
    return { row, line, byteStart: this.byteStarts[row] ?? 0, byteLength: this.byteLengths[row] ?? 0 };
  }

  /** 1-based line of a row; 0 beyond the end. */
  lineOf(row: number): number {
    return row < this.size ? (this.lines[row] ?? 0) : 0;
  }

  /** The row on a 1-based line; undefined for a blank line. */
  rowAtLine(line: number): number | undefined {
    const row = this.firstRowFrom(line);
    return this.lineOf(row) === line ? row : undefined;
  }

  /** The first row on or below a 1-based line; rowCount when there is none. */
  firstRowFrom(line: number): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.lines[middle] ?? 0) < line) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private grow(): void {
    this.lines = enlarged(this.lines, new Uint32Array(this.lines.length * 2));
    this.byteStarts = enlarged(this.byteStarts, new Float64Array(this.byteStarts.length * 2));
    this.byteLengths = enlarged(this.byteLengths, new Float64Array(this.byteLengths.length * 2));
  }
}

function enlarged<T extends Uint32Array | Float64Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
