/** A list of row numbers that grows, four bytes a row. */
export class GrowingRows {
  private rows: Uint32Array;
  private size = 0;

  constructor(capacity = 1024) {
    this.rows = new Uint32Array(Math.max(1, capacity));
  }

  get length(): number {
    return this.size;
  }

  push(row: number): void {
    if (this.size === this.rows.length) {
      const larger = new Uint32Array(this.rows.length * 2);
      larger.set(this.rows);
      this.rows = larger;
    }
    this.rows[this.size++] = row;
  }

  /** The rows so far; a view, not a copy. */
  view(): Uint32Array {
    return this.rows.subarray(0, this.size);
  }
}
