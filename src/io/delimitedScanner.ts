import type { RowLocation } from '../core/ports';
import { LineCounter } from './lineCounter';
import type { RowScanner } from './rowScanner';

const [quote, lineFeed, carriageReturn] = [0x22, 0x0a, 0x0d];

/** `cell`: where a cell begins. `closing`: behind a quote in a quoted cell, which may be the first of two. */
type State = 'cell' | 'plain' | 'quoted' | 'closing';

/**
 * Finds the records of a CSV or TSV file in its bytes, handed over in chunks: the same rules as `parseDelimited`. Records end
 * with LF or CRLF outside quotes; a record without any byte is a blank line, and no row.
 */
export class DelimitedScanner implements RowScanner {
  private readonly lines = new LineCounter();
  private readonly delimiter: number;
  private state: State = 'cell';
  private row = 0;
  private recordStart: number;
  private recordLine = 1;
  private previousByte = 0;
  /** File offset of the present chunk. */
  private base: number;
  private rows: RowLocation[] = [];

  /** `start` is the file offset of the first byte, after a byte order mark; the first `skipped` records (a header) are no rows. */
  constructor(
    start: number,
    delimiter: string,
    private skipped = 0,
  ) {
    this.base = start;
    this.recordStart = start;
    this.delimiter = delimiter.charCodeAt(0);
  }

  push(chunk: Buffer): readonly RowLocation[] {
    this.rows = [];
    for (let at = 0; at < chunk.length; ) at = this.step(chunk, at);
    this.lines.finish(chunk);
    this.previousByte = chunk.at(-1) ?? this.previousByte;
    this.base += chunk.length;
    return this.rows;
  }

  end(): readonly RowLocation[] {
    this.rows = [];
    this.endRecord(this.base, this.previousByte);
    return this.rows;
  }

  private step(chunk: Buffer, at: number): number {
    if (this.state === 'quoted') return this.inQuotes(chunk, at);
    const isQuote = chunk[at] === quote;
    if (isQuote && this.state !== 'plain') {
      this.state = 'quoted';
      return at + 1;
    }
    return this.inPlain(chunk, at);
  }

  private inQuotes(chunk: Buffer, at: number): number {
    const closing = chunk.indexOf(quote, at);
    if (closing === -1) return chunk.length;
    this.state = 'closing';
    return closing + 1;
  }

  private inPlain(chunk: Buffer, at: number): number {
    const { delimiter } = this;
    for (let next = at; next < chunk.length; next++) {
      const byte = chunk[next];
      if (byte === delimiter) {
        this.state = 'cell';
        return next + 1;
      }
      if (byte === lineFeed) return this.endLine(chunk, next);
    }
    this.state = 'plain';
    return chunk.length;
  }

  private endLine(chunk: Buffer, end: number): number {
    this.endRecord(this.base + end, end > 0 ? (chunk[end - 1] ?? 0) : this.previousByte);
    this.state = 'cell';
    this.recordStart = this.base + end + 1;
    this.recordLine = this.lines.lineAt(chunk, end + 1);
    return end + 1;
  }

  private endRecord(end: number, lastByte: number): void {
    const byteLength = end - this.recordStart - (end > this.recordStart && lastByte === carriageReturn ? 1 : 0);
    if (byteLength === 0) return;
    if (this.skipped > 0) this.skipped--;
    else this.rows.push({ row: this.row++, line: this.recordLine, byteStart: this.recordStart, byteLength });
  }
}
