/** A set of 32-bit hashes that is emptied in no time, for the millions of small sets that texts are made into. Hashes that are equal count as equal words. */
export class HashSet {
  private keys = new Uint32Array(1024);
  /** A slot is full where its stamp is the present one. */
  private stamps = new Uint32Array(1024);
  private stamp = 1;
  private count = 0;

  get size(): number {
    return this.count;
  }

  clear(): void {
    this.count = 0;
    // After four thousand million texts old stamps could pass for new ones.
    if (++this.stamp > 0xffffffff) {
      this.stamps.fill(0);
      this.stamp = 1;
    }
  }

  has(hash: number): boolean {
    return this.stamps[this.slotOf(hash >>> 0)] === this.stamp;
  }

  /** True where it was not there before. */
  add(hash: number): boolean {
    const key = hash >>> 0;
    const slot = this.slotOf(key);
    if (this.stamps[slot] === this.stamp) return false;
    this.keys[slot] = key;
    this.stamps[slot] = this.stamp;
    if (++this.count * 2 > this.keys.length) this.grow();
    return true;
  }

  private slotOf(key: number): number {
    const { keys, stamps, stamp } = this;
    const mask = keys.length - 1;
    let slot = (key ^ (key >>> 15)) & mask;
    while (stamps[slot] === stamp && keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { keys, stamps, stamp } = this;
    this.keys = new Uint32Array(keys.length * 2);
    this.stamps = new Uint32Array(keys.length * 2);
    for (let slot = 0; slot < keys.length; slot++) {
      if (stamps[slot] !== stamp) continue;
      const place = this.slotOf(keys[slot] ?? 0);
      this.keys[place] = keys[slot] ?? 0;
      this.stamps[place] = stamp;
    }
  }
}
