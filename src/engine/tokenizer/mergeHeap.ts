/** A heap of numbers in which the least is on top. Holds millions without an object for each. */
export class MergeHeap {
  private items = new Float64Array(64);
  private size = 0;

  push(item: number): void {
    if (this.size === this.items.length) this.grow();
    let at = this.size;
    this.size += 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = this.items[parent] ?? 0;
      if (above <= item) break;
      this.items[at] = above;
      at = parent;
    }
    this.items[at] = item;
  }

  /** Undefined when the heap is empty. */
  pop(): number | undefined {
    if (this.size === 0) return undefined;
    const top = this.items[0];
    this.size -= 1;
    if (this.size > 0) this.sink(this.items[this.size] ?? 0);
    return top;
  }

  private sink(item: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && (this.items[child + 1] ?? 0) < (this.items[child] ?? 0)) child += 1;
      const below = this.items[child] ?? 0;
      if (below >= item) break;
      this.items[at] = below;
      at = child;
    }
    this.items[at] = item;
  }

  private grow(): void {
    const items = new Float64Array(2 * this.items.length);
    items.set(this.items);
    this.items = items;
  }
}
