import { NumberColumn } from '../../core/export/numberColumn';
import type { RowLocation } from '../../core/ports';

/** Places of rows in typed columns, found by the number of the row. */
export class LocationTable {
  private readonly rows = new NumberColumn();
  private readonly lines = new NumberColumn();
  private readonly starts = new NumberColumn();
  private readonly lengths = new NumberColumn();
  private readonly files = new NumberColumn();

  /** In ascending order of rows. */
  add({ row, line, byteStart, byteLength, file = 0 }: RowLocation): void {
    this.rows.push(row);
    this.lines.push(line);
    this.starts.push(byteStart);
    this.lengths.push(byteLength);
    this.files.push(file);
  }

  find(row: number): RowLocation | undefined {
    const index = this.rows.indexOfSorted(row);
    if (index === -1) return undefined;
    const place = { row, line: this.lines.at(index), byteStart: this.starts.at(index), byteLength: this.lengths.at(index) };
    return { ...place, file: this.files.at(index) };
  }
}
