/**
 * Maps offsets in the value of a cell of a CSV file to offsets in the raw record: the quotes around it, and the second of two
 * that stand for one, have no place in the value.
 */
export class QuotedCellOffsets {
  // Where each further doubled quote begins to shift, as offsets of the value, and the raw offset there.
  private readonly valueMarks: number[] = [0];
  private readonly rawMarks: number[];
  readonly length: number;

  /** `start` and `end` bound the cell in the record, quotes included. */
  constructor(record: string, start: number, end: number) {
    const quoted = record[start] === '"';
    this.rawMarks = [quoted ? start + 1 : start];
    let raw = this.rawMarks[0] ?? start;
    let value = 0;
    for (let open = quoted; open && raw < end; ) {
      const next = record.indexOf('"', raw);
      const doubled = record[next + 1] === '"';
      // Text after the closing quote belongs to the value, too.
      open = doubled;
      value += next - raw + (doubled ? 1 : 0);
      raw = next + (doubled ? 2 : 1);
      this.valueMarks.push(value);
      this.rawMarks.push(raw);
    }
    this.length = value + end - raw;
  }

  /** Raw offset of an offset in the value, 0 to `length`. */
  raw(offset: number): number {
    let [low, high] = [0, this.valueMarks.length - 1];
    // The last mark of the same offset is that after the closing quote: the value's end stands before it.
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.valueMarks[middle] ?? 0) < offset || (this.valueMarks[middle] === offset && middle < this.valueMarks.length - 1)) low = middle;
      else high = middle - 1;
    }
    return (this.rawMarks[low] ?? 0) + offset - (this.valueMarks[low] ?? 0);
  }
}
