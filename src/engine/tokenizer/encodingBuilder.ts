import type { Encoding } from './encoding';

/** Collects tokens in order. */
export class EncodingBuilder {
  private readonly ids: number[] = [];
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private readonly special: number[] = [];
  private exact = true;

  add(id: number, start: number, end: number, special: boolean): void {
    this.ids.push(id);
    this.starts.push(start);
    this.ends.push(end);
    this.special.push(special ? 1 : 0);
  }

  /** A token that comes from no text. */
  addMarker(id: number): void {
    this.add(id, -1, -1, true);
  }

  markInexact(): void {
    this.exact = false;
  }

  build(): Encoding {
    return {
      ids: this.ids,
      starts: Int32Array.from(this.starts),
      ends: Int32Array.from(this.ends),
      special: Uint8Array.from(this.special),
      exact: this.exact,
    };
  }
}
