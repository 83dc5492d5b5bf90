import type { RowLocation } from '../ports';

const capacity = 4096;
const wordLimit = 0xffff_ffff;

/** Where a segment begins; its rows are counted from there. */
export interface SegmentStart {
  readonly row: number;
  readonly line: number;
  readonly byteStart: number;
  readonly file?: number;
}

/** Places of up to 4,096 rows that follow one another in one file: three words a row, counted from the segment's start. */
export class RowIndexSegment {
  /** Lines, starts and lengths of the rows in turn. */
  private words: Uint32Array;
  private size = 0;
  readonly firstRow: number;

  constructor(
    readonly start: SegmentStart,
    words?: Uint32Array,
  ) {
    this.firstRow = start.row;
    this.words = words ?? new Uint32Array(192);
    if (words !== undefined) this.size = words.length / 3;
  }

  get rowCount(): number {
    return this.size;
  }

  /** Whether a row may be added here. */
  takes({ row, line, byteStart, byteLength, file }: RowLocation): boolean {
    const { start } = this;
    const follows = this.size < capacity && row === this.firstRow + this.size && file === start.file;
    return follows && [line - start.line, byteStart - start.byteStart, byteLength].every((word) => word >= 0 && word <= wordLimit);
  }

  /** The length of a row above 4 GiB is kept as 4 GiB; nobody reads such a row. */
  add({ line, byteStart, byteLength }: RowLocation): void {
    const at = this.size * 3;
    if (at === this.words.length) this.grow();
    this.words[at] = line - this.start.line;
    this.words[at + 1] = byteStart - this.start.byteStart;
    this.words[at + 2] = Math.min(byteLength, wordLimit);
    this.size++;
  }

  lineOf(row: number): number {
    return this.start.line + (this.words[(row - this.firstRow) * 3] ?? 0);
  }

  location(row: number): RowLocation {
    const at = (row - this.firstRow) * 3;
    const { file } = this.start;
    const place = { row, line: this.lineOf(row), byteStart: this.start.byteStart + (this.words[at + 1] ?? 0), byteLength: this.words[at + 2] ?? 0 };
    return file === undefined ? place : { ...place, file };
  }

  /** The words of the rows, three a row, for keeping them in a file. */
  toWords(): Uint32Array {
    return this.words.subarray(0, this.size * 3);
  }

  private grow(): void {
    const words = new Uint32Array(Math.min(capacity * 3, this.words.length * 4));
    words.set(this.words);
    this.words = words;
  }
}
