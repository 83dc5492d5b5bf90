/**
 * Log-probabilities of the whole vocabulary at the scored positions of one response, in chunks of rows. They stay
 * inside the inference process: what is kept is bounded, the rest is computed again when it is asked for.
 */
export class VocabularyRows {
  private readonly kept = new Map<number, Float32Array>();

  constructor(
    /** Scored positions. */
    readonly count: number,
    /** Rows of a chunk; the last one may have fewer. */
    readonly chunkRows: number,
    private readonly keepFloats: number,
    private readonly compute: (firstRow: number, rows: number) => Promise<Float32Array>,
  ) {}

  get chunkCount(): number {
    return Math.ceil(this.count / this.chunkRows);
  }

  rowsOf(chunk: number): number {
    return Math.min(this.chunkRows, this.count - chunk * this.chunkRows);
  }

  /** Row-major [rowsOf(chunk), vocabulary], in nats. */
  async chunk(index: number): Promise<Float32Array> {
    const known = this.kept.get(index);
    if (known) return known;
    const rows = await this.compute(index * this.chunkRows, this.rowsOf(index));
    this.keep(index, rows);
    return rows;
  }

  /** Row-major [count, vocabulary], wherever the rows begin. */
  async rows(first: number, count: number): Promise<Float32Array> {
    const index = first / this.chunkRows;
    return Number.isInteger(index) && count === this.rowsOf(index) ? this.chunk(index) : this.compute(first, count);
  }

  keep(index: number, rows: Float32Array): void {
    if ((this.kept.size + 1) * rows.length <= this.keepFloats) this.kept.set(index, rows);
  }
}
