/** A range of rows, inclusive. */
export interface RowSpan {
  readonly first: number;
  readonly last: number;
}

/** Hands out every row once: those in view first, then the others from the top. */
export class RowQueue {
  private readonly taken: Uint8Array;
  private next = 0;

  constructor(private readonly rowCount: number) {
    this.taken = new Uint8Array(rowCount);
  }

  /** Up to `limit` rows; none when all were handed out. */
  take(limit: number, inView: readonly RowSpan[]): number[] {
    const rows: number[] = [];
    for (const { first, last } of inView) {
      for (let row = Math.max(0, first); row <= Math.min(last, this.rowCount - 1) && rows.length < limit; row++) this.takeRow(row, rows);
    }
    // What is in view makes a batch of its own, so that it does not wait for rows that nobody looks at.
    if (rows.length > 0) return rows;
    for (; this.next < this.rowCount && rows.length < limit; this.next++) this.takeRow(this.next, rows);
    return rows;
  }

  private takeRow(row: number, rows: number[]): void {
    if (this.taken[row]) return;
    this.taken[row] = 1;
    rows.push(row);
  }
}
