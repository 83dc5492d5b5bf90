/** A growing column of numbers, eight bytes each. */
export class NumberColumn {
  private values = new Float64Array(1024);
  private size = 0;

  get length(): number {
    return this.size;
  }

  push(value: number): void {
    if (this.size === this.values.length) {
      const larger = new Float64Array(this.size * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.size++] = value;
  }

  /** NaN beyond the end. */
  at(index: number): number {
    return index < this.size ? (this.values[index] ?? NaN) : NaN;
  }

  /** Index of `value` in a column that was filled in ascending order; -1 where it is not there. */
  indexOfSorted(value: number): number {
    let [low, high] = [0, this.size - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.at(middle) < value) low = middle + 1;
      else high = middle;
    }
    return this.at(low) === value ? low : -1;
  }
}
