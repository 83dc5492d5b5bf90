const quote = 0x22;
const backslash = 0x5c;
const lineFeed = 0x0a;

/**
 * Finds where a JSON string ends, in bytes that come in chunks. A raw line end ends a string too: JSON allows none inside, so
 * a lost quote turns the rest of its line around and no more.
 */
export class JsonStringSkipper {
  /** Whether an odd number of backslashes stands at the end of the chunk before. */
  private escaping = false;
  /** The next line end of the present chunk, so that it is searched for once. */
  private lineEnd = -1;

  startChunk(chunk: Buffer): void {
    this.lineEnd = chunk.indexOf(lineFeed);
  }

  startString(): void {
    this.escaping = false;
  }

  /** Offset behind the string that `from` lies in; undefined when it goes on in the next chunk. */
  endOfString(chunk: Buffer, from: number): number | undefined {
    if (this.lineEnd !== -1 && this.lineEnd < from) this.lineEnd = chunk.indexOf(lineFeed, from);
    for (let start = from; ; ) {
      const closing = chunk.indexOf(quote, start);
      if (this.lineEnd !== -1 && (closing === -1 || this.lineEnd < closing)) return this.lineEnd;
      const escaped = this.isEscaped(chunk, start, closing === -1 ? chunk.length : closing);
      this.escaping = false;
      if (closing === -1) {
        this.escaping = escaped;
        return undefined;
      }
      if (!escaped) return closing + 1;
      start = closing + 1;
    }
  }

  /** Whether the backslashes before `end` escape what stands there. */
  private isEscaped(chunk: Buffer, start: number, end: number): boolean {
    let at = end;
    while (at > start && chunk[at - 1] === backslash) at--;
    const odd = (end - at) % 2 === 1;
    return at === start && this.escaping ? !odd : odd;
  }
}
