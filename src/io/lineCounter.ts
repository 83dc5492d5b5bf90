const lineFeed = 0x0a;

/** Line numbers of places that come in order, in bytes that come in chunks. */
export class LineCounter {
  private line = 1;
  /** The next line end of the present chunk, so that it is searched for once; the chunk's length where there is none. */
  private nextEnd: number | undefined;

  /** 1-based line of a byte of the present chunk, at or behind the one asked for last. */
  lineAt(chunk: Buffer, offset: number): number {
    for (this.nextEnd ??= lineEnd(chunk, 0); this.nextEnd < offset; this.nextEnd = lineEnd(chunk, this.nextEnd + 1)) this.line++;
    return this.line;
  }

  /** To be called when a chunk is done with. Returns the line that the next byte is on. */
  finish(chunk: Buffer): number {
    this.lineAt(chunk, chunk.length);
    this.nextEnd = undefined;
    return this.line;
  }
}

function lineEnd(chunk: Buffer, from: number): number {
  const end = chunk.indexOf(lineFeed, from);
  return end === -1 ? chunk.length : end;
}
