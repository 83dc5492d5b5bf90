/** Bytes of a key: half a SHA-256, so that two contents never share one. */
export const keyBytes = 16;

const words = 4;
const firstCapacity = 1024;

/**
 * From keys to places, in typed arrays: 24 bytes a slot, out of the reach of the garbage collector, where a Map of a million
 * keys would cost every extension of the window a pause. Keys are hashes already, so their first bits name the slot.
 */
export class RecordTable {
  private capacity = firstCapacity;
  private keys = new Uint32Array(firstCapacity * words);
  /** Place + 1; 0 for an empty slot. */
  private places = new Float64Array(firstCapacity);
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** The place of a key that lies in `bytes` at `offset`; undefined where it is not known. */
  get(bytes: Uint8Array, offset = 0): number | undefined {
    const place = this.places[this.slotOf(wordsAt(bytes, offset))] ?? 0;
    return place === 0 ? undefined : place - 1;
  }

  /** `place` is a whole number from 0; the last one told counts. */
  set(bytes: Uint8Array, offset: number, place: number): void {
    if (this.count * 2 >= this.capacity) this.grow();
    this.put(wordsAt(bytes, offset), place + 1);
  }

  private put(key: Key, stored: number): void {
    const slot = this.slotOf(key);
    if (this.places[slot] === 0) this.count++;
    this.places[slot] = stored;
    this.keys.set(key, slot * words);
  }

  private slotOf(key: Key): number {
    let slot = key[0] & (this.capacity - 1);
    while (this.places[slot] !== 0 && !this.holds(slot, key)) slot = (slot + 1) & (this.capacity - 1);
    return slot;
  }

  private holds(slot: number, key: Key): boolean {
    const at = slot * words;
    return this.keys[at] === key[0] && this.keys[at + 1] === key[1] && this.keys[at + 2] === key[2] && this.keys[at + 3] === key[3];
  }

  private grow(): void {
    const { keys, places } = this;
    this.capacity *= 2;
    this.keys = new Uint32Array(this.capacity * words);
    this.places = new Float64Array(this.capacity);
    this.count = 0;
    for (let slot = 0; slot < places.length; slot++) {
      const stored = places[slot] ?? 0;
      const at = slot * words;
      if (stored !== 0) this.put([keys[at] ?? 0, keys[at + 1] ?? 0, keys[at + 2] ?? 0, keys[at + 3] ?? 0], stored);
    }
  }
}

type Key = readonly [number, number, number, number];

function wordsAt(bytes: Uint8Array, offset: number): Key {
  return [word(bytes, offset), word(bytes, offset + 4), word(bytes, offset + 8), word(bytes, offset + 12)];
}

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0;
}
