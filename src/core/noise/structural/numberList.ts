type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array;

/** Numbers of one size that grow at the end, without an object for each. */
export class NumberList<Kind extends Numbers> {
  private values: Kind;
  private count = 0;

  constructor(private readonly make: (length: number) => Kind) {
    this.values = make(1024);
  }

  get length(): number {
    return this.count;
  }

  push(value: number): void {
    if (this.count === this.values.length) {
      const grown = this.make(this.count * 2);
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.count++] = value;
  }

  at(index: number): number {
    return this.values[index] ?? 0;
  }

  set(index: number, value: number): void {
    this.values[index] = value;
  }

  /** The numbers themselves, until the next one is pushed. */
  get view(): Kind {
    return this.values.subarray(0, this.count) as Kind;
  }
}
