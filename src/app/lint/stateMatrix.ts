/** The states of a pair take a kilobyte: beyond a quarter of a gigabyte they are not kept, and the file has no probe on states. */
const mostBytes = 256 * 1024 * 1024;

/** Differences of pooled states, a row for each pair, for those that have them. */
export class StateMatrix {
  private values: Float32Array | null = null;
  private columns = 0;
  private readonly known: Float32Array;

  constructor(private readonly pairs: number) {
    this.known = new Float32Array(pairs);
  }

  /** Keeps the states of one pair; what does not fit is left out. */
  set(index: number, difference: Float32Array): void {
    if (this.columns === 0) this.allocate(difference.length);
    if (this.values === null || difference.length !== this.columns || !difference.every(Number.isFinite)) return;
    this.values.set(difference, index * this.columns);
    this.known[index] = 1;
  }

  /** Row-major [pairs, columns] with zeros where there are none, and 1 for each pair that has states; null where no pair has, or there are too many. */
  all(): { readonly differences: Float32Array; readonly columns: number; readonly known: Float32Array } | null {
    return this.values && { differences: this.values, columns: this.columns, known: this.known };
  }

  private allocate(columns: number): void {
    this.columns = columns;
    const bytes = this.pairs * columns * Float32Array.BYTES_PER_ELEMENT;
    // Shared, so that a training thread reads it without a copy.
    if (bytes <= mostBytes) this.values = new Float32Array(new SharedArrayBuffer(bytes));
  }
}
