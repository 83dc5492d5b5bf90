/** Numbers of one kind in the order they were added, without an object for each. */
export class GrowingColumn<Values extends Float64Array | Float32Array | Uint32Array | Uint16Array | Uint8Array | Int8Array> {
  private values: Values;
  private count = 0;

  constructor(private readonly allocate: (length: number) => Values) {
    this.values = allocate(64);
  }

  get length(): number {
    return this.count;
  }

  add(value: number): void {
    if (this.count === this.values.length) {
      const larger = this.allocate(Math.ceil(this.count * 1.5));
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.count++] = value;
  }

  /** The values so far, without a copy; adding more may or may not show in it. */
  view(): Values {
    return this.values.subarray(0, this.count) as Values;
  }
}
