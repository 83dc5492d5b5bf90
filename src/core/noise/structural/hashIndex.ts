/** A hash of 64 bits. */
export interface Hash64 {
  readonly low: number;
  readonly high: number;
}

const fullest = 0.7;
const fewestSlots = 1024;

/**
 * Numbers 64-bit hashes from 0 in the order in which they are first met. Open addressing with linear probing: 12 bytes a slot, and no objects,
 * so that a million hashes cost some 25 MB where a Map of strings takes ten times as much.
 */
export class HashIndex {
  private lows: Uint32Array;
  private highs: Uint32Array;
  /** 1 + number of the hash; 0 where the slot is free. */
  private numbers: Uint32Array;
  private count = 0;

  /** @param expected how many hashes there will be at the most, where that is known: the index then never has to grow */
  constructor(expected = 0) {
    const slots = Math.max(fewestSlots, 2 ** Math.ceil(Math.log2((expected + 1) / fullest)));
    [this.lows, this.highs, this.numbers] = [new Uint32Array(slots), new Uint32Array(slots), new Uint32Array(slots)];
  }

  get size(): number {
    return this.count;
  }

  /** The number of a hash, a new one where it was not met before. */
  add(low: number, high: number): number {
    if (this.count >= this.numbers.length * fullest) this.grow();
    const slot = this.slotOf(low >>> 0, high >>> 0);
    const number = this.numbers[slot] ?? 0;
    if (number !== 0) return number - 1;
    this.lows[slot] = low;
    this.highs[slot] = high;
    this.count++;
    this.numbers[slot] = this.count;
    return this.count - 1;
  }

  /** The number of a hash; undefined where it was not met. */
  find(low: number, high: number): number | undefined {
    const number = this.numbers[this.slotOf(low >>> 0, high >>> 0)] ?? 0;
    return number === 0 ? undefined : number - 1;
  }

  private slotOf(low: number, high: number): number {
    const mask = this.numbers.length - 1;
    let slot = (Math.imul(low ^ (high >>> 15), 0x9e3779b1) >>> 7) & mask;
    while (this.numbers[slot] !== 0 && (this.lows[slot] !== low || this.highs[slot] !== high)) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { lows, highs, numbers } = this;
    const length = numbers.length * 2;
    [this.lows, this.highs, this.numbers] = [new Uint32Array(length), new Uint32Array(length), new Uint32Array(length)];
    for (let index = 0; index < numbers.length; index++) {
      const number = numbers[index] ?? 0;
      if (number === 0) continue;
      const [low, high] = [lows[index] ?? 0, highs[index] ?? 0];
      const slot = this.slotOf(low, high);
      this.lows[slot] = low;
      this.highs[slot] = high;
      this.numbers[slot] = number;
    }
  }
}
