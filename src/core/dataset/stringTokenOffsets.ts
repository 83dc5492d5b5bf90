/**
 * Maps offsets in the decoded text of a JSON string to offsets in the raw row. An escape stands for exactly one UTF-16 unit
 * (a character beyond U+FFFF needs two), so every decoded offset has one raw place.
 */
export class StringTokenOffsets {
  // Ends of the escapes, in order: between two of them, decoded and raw offsets run in step.
  private readonly decodedMarks: number[] = [0];
  private readonly rawMarks: number[];
  /** UTF-16 units of the decoded text. */
  readonly length: number;

  /** `start` and `end` bound the token in the raw row, quotes included. */
  constructor(rawRow: string, start: number, end: number) {
    this.rawMarks = [start + 1];
    const last = end - 1;
    let saved = 0;
    for (let raw = rawRow.indexOf('\\', start + 1); raw !== -1 && raw < last; ) {
      const size = rawRow[raw + 1] === 'u' ? 6 : 2;
      saved += size - 1;
      raw += size;
      this.decodedMarks.push(raw - start - 1 - saved);
      this.rawMarks.push(raw);
      raw = rawRow.indexOf('\\', raw);
    }
    this.length = Math.max(0, last - start - 1 - saved);
  }

  /** Raw offset of a decoded offset from 0 to `length`. */
  raw(decoded: number): number {
    let [low, high] = [0, this.decodedMarks.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.decodedMarks[middle] ?? 0) <= decoded) low = middle;
      else high = middle - 1;
    }
    return (this.rawMarks[low] ?? 0) + decoded - (this.decodedMarks[low] ?? 0);
  }
}
