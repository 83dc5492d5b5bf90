const firstRows = 1024;

/**
 * Rows of numbers in one typed array that grows: a hundred thousand pairs of 256 states are 100 MB here, and several times that as objects. Its
 * memory is shared, so that a thread reads it without a copy.
 */
export class RowMatrix {
  private values: Float32Array;
  private count = 0;

  constructor(readonly columns: number) {
    this.values = allocate(firstRows * columns);
  }

  get rows(): number {
    return this.count;
  }

  /** Throws RangeError for a row of another length. */
  add(row: ArrayLike<number>): void {
    if (row.length !== this.columns) throw new RangeError(`a row of ${String(row.length)} values does not fit ${String(this.columns)} columns`);
    const start = this.count * this.columns;
    if (start === this.values.length) {
      const longer = allocate(Math.max(start * 2, firstRows));
      longer.set(this.values);
      this.values = longer;
    }
    this.values.set(row, start);
    this.count++;
  }

  /** Row-major [rows, columns], on the same memory. */
  all(): Float32Array {
    return this.values.subarray(0, this.count * this.columns);
  }
}

function allocate(length: number): Float32Array {
  return new Float32Array(new SharedArrayBuffer(length * Float32Array.BYTES_PER_ELEMENT));
}
