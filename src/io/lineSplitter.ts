import type { RowLocation } from '../core/ports';
import type { RowScanner } from './rowScanner';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Finds the rows of a JSON Lines file in its bytes, handed over in chunks. Lines end with LF or CRLF; a CR alone ends none.
 * Lines of nothing but JSON white space are counted as lines but are no rows.
 */
export class LineSplitter implements RowScanner {
  private row = 0;
  private line = 1;
  /** File offset of the next byte. */
  private position: number;
  private lineStart: number;
  private hasContent = false;
  private previousByte = lineFeed;

  /** `start` is the file offset of the first byte, after a byte order mark. */
  constructor(start: number) {
    this.position = start;
    this.lineStart = start;
  }

  /** The rows that end within the chunk. */
  push(chunk: Buffer): readonly RowLocation[] {
    const rows: RowLocation[] = [];
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, from)) {
      this.hasContent ||= holdsContent(chunk, from, end);
      const last = end > 0 ? chunk[end - 1] : this.previousByte;
      this.endLine(rows, this.position + end, last === carriageReturn ? 1 : 0);
      from = end + 1;
      this.lineStart = this.position + from;
    }
    this.hasContent ||= holdsContent(chunk, from, chunk.length);
    this.previousByte = chunk.at(-1) ?? this.previousByte;
    this.position += chunk.length;
    return rows;
  }

  /** The last row, where the file does not end with a line end. */
  end(): readonly RowLocation[] {
    const rows: RowLocation[] = [];
    this.endLine(rows, this.position, 0);
    return rows;
  }

  private endLine(rows: RowLocation[], end: number, carriageReturns: number): void {
    if (this.hasContent) {
      const byteLength = end - carriageReturns - this.lineStart;
      rows.push({ row: this.row++, line: this.line, byteStart: this.lineStart, byteLength });
    }
    this.line++;
    this.hasContent = false;
  }
}

function holdsContent(chunk: Buffer, from: number, end: number): boolean {
  for (let index = from; index < end; index++) {
    const byte = chunk[index];
    if (byte !== 0x20 && byte !== 0x09 && byte !== carriageReturn) return true;
  }
  return false;
}
