import type { RowLocation } from '../core/ports';
import { JsonStringSkipper } from './jsonStringSkipper';
import { LineCounter } from './lineCounter';
import type { ResumedScan, RowScanner } from './rowScanner';

const [quote, comma, lineFeed] = [0x22, 0x2c, 0x0a];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Where the elements stand: in a list of its own, in a list that is a field of one object, or one after the other. */
export type ElementNesting = 'list' | 'field' | 'sequence';

/** `gap`: between elements. `closed`: behind the list. `fields`: in fields behind the list. `done`: behind the whole. */
type State = 'gap' | 'element' | 'string' | 'closed' | 'field-name' | 'fields' | 'fields-string' | 'done';

/** States in which the list is closed and the object around it is not. */
const statesBehindList: ReadonlySet<State> = new Set(['closed', 'field-name', 'fields', 'fields-string']);

/**
 * Finds the elements of a JSON list in the bytes of the file, handed over in chunks from behind its opening bracket. What
 * stands where only a comma or the closing bracket may stand belongs to an element, which then is no JSON and says so; a list
 * that does not end gives one empty row more, at the end of the file. So no byte is lost, whatever is damaged.
 *
 * An element that lost a closing bracket takes all that follow with it. Where elements begin lines of one indentation, the rest
 * is scanned once more, and a line that begins like an element begins one (`resume`).
 */
export class JsonElementScanner implements RowScanner {
  private readonly lines = new LineCounter();
  private readonly strings = new JsonStringSkipper();
  private state: State = 'gap';
  private depth = 0;
  private row = 0;
  /** File offset of the present chunk. */
  private base: number;
  private elementStart = 0;
  private elementLine = 0;
  private elementEnd = 0;
  /** The comma that an element must follow; where there is none, as at the start, undefined. */
  private commaAt: number | undefined;
  private commaLine = 0;
  /** The bracket that closed the list. */
  private closedAt = 0;
  private closedLine = 0;
  private line = 1;
  private rows: RowLocation[] = [];
  /** White space since the last line end; undefined behind anything else. */
  private indentation: number | undefined;
  /** The indentation of the present element; undefined where it does not begin a line. */
  private elementIndentation: number | undefined;
  /** Whether a line inside the present element begins like an element. */
  private mayHoldOthers = false;
  private resumed: ResumedScan | undefined;

  /** `start` is the file offset of the first byte handed over, `firstLine` its 1-based line. */
  constructor(
    start: number,
    private readonly nesting: ElementNesting,
    private readonly firstLine = 1,
    private readonly recovering?: { readonly row: number; readonly indentation: number },
  ) {
    this.base = start;
    this.row = recovering?.row ?? 0;
    this.indentation = recovering?.indentation;
  }

  push(chunk: Buffer): readonly RowLocation[] {
    this.rows = [];
    this.strings.startChunk(chunk);
    for (let at = 0; at < chunk.length; ) at = this.step(chunk, at);
    this.line = this.lines.finish(chunk);
    this.base += chunk.length;
    return this.rows;
  }

  end(): readonly RowLocation[] {
    this.rows = [];
    const complete = this.state === 'done' || (this.state === 'closed' && this.nesting === 'list') || this.nesting === 'sequence';
    if (this.isRunaway()) {
      const { elementStart: from, elementLine: line, elementIndentation: indentation = 0, row } = this;
      this.resumed = { from, scanner: new JsonElementScanner(from, this.nesting, line, { row, indentation }) };
      return this.rows;
    }
    if (this.state === 'element' || this.state === 'string') this.endElement();
    if (!complete && statesBehindList.has(this.state)) this.add(this.closedAt, this.base - this.closedAt, this.closedLine);
    else if (!complete) this.add(this.base, 0, this.line + this.firstLine - 1);
    return this.rows;
  }

  resume(): ResumedScan | undefined {
    return this.resumed;
  }

  private isRunaway(): boolean {
    return this.recovering === undefined && this.mayHoldOthers && (this.state === 'element' || this.state === 'string');
  }

  /** Handles what stands at `at` and returns where to go on. */
  private step(chunk: Buffer, at: number): number {
    if (this.state === 'element') return this.inElement(chunk, at);
    if (this.state === 'string' || this.state === 'fields-string') return this.inString(chunk, at);
    const byte = chunk[at] ?? 0;
    if (isSpace(byte)) {
      this.noteSpace(byte);
      return at + 1;
    }
    if (this.state === 'gap') return this.inGap(chunk, at, byte);
    if (this.state === 'closed') return this.behindList(chunk, at, byte);
    if (this.state === 'fields') return this.inFields(at, byte);
    if (this.state === 'field-name' && byte === quote) return this.openString(at, 'fields-string');
    return this.startBehindList(chunk, at);
  }

  private inGap(chunk: Buffer, at: number, byte: number): number {
    if (this.nesting === 'sequence' || (byte !== comma && byte !== closeBracket)) return this.startElement(chunk, at);
    const expected = this.commaAt !== undefined;
    this.addDanglingComma();
    if (byte === closeBracket) this.close(chunk, at);
    // Without one before it, this comma stands at the very start, where no element is before it.
    else if (expected) this.noteComma(chunk, at);
    else this.add(this.base + at, 1, this.lineAt(chunk, at));
    return at + 1;
  }

  private inElement(chunk: Buffer, at: number): number {
    for (let next = at; next < chunk.length; next++) {
      const byte = chunk[next] ?? 0;
      if (isSpace(byte)) {
        this.noteSpace(byte);
        if (byte === lineFeed && this.depth === 0 && this.nesting === 'sequence') return this.endElement(next);
        continue;
      }
      if (byte === openBrace && this.beginsLikeElement()) {
        if (this.recovering !== undefined) return this.endElement(next);
        this.mayHoldOthers = true;
      }
      this.indentation = undefined;
      if (this.depth === 0 && this.nesting !== 'sequence' && (byte === comma || byte === closeBracket)) return this.endListElement(chunk, next, byte);
      this.elementEnd = this.base + next + 1;
      if (byte === quote) return this.openString(next, 'string');
      if (byte === openBrace || byte === openBracket) this.depth++;
      else if ((byte === closeBrace || byte === closeBracket) && this.depth > 0) {
        this.depth--;
        if (this.depth === 0 && this.nesting === 'sequence') return this.endElement(next + 1);
      }
    }
    return chunk.length;
  }

  private beginsLikeElement(): boolean {
    return this.depth > 0 && this.indentation !== undefined && this.indentation === this.elementIndentation;
  }

  private noteSpace(byte: number): void {
    if (byte === lineFeed) this.indentation = 0;
    else if (this.indentation !== undefined) this.indentation++;
  }

  private endListElement(chunk: Buffer, at: number, byte: number): number {
    this.endElement();
    if (byte === comma) this.noteComma(chunk, at);
    else this.close(chunk, at);
    return at + 1;
  }

  private inString(chunk: Buffer, at: number): number {
    const end = this.strings.endOfString(chunk, at);
    const isElement = this.state === 'string';
    if (isElement) this.elementEnd = this.base + (end ?? chunk.length);
    if (end === undefined) return chunk.length;
    this.state = isElement ? 'element' : 'fields';
    return end;
  }

  private openString(at: number, state: State): number {
    this.strings.startString();
    this.state = state;
    return at + 1;
  }

  private close(chunk: Buffer, at: number): void {
    this.state = 'closed';
    this.indentation = undefined;
    this.commaAt = undefined;
    this.closedAt = this.base + at;
    this.closedLine = this.lineAt(chunk, at);
  }

  /** Behind the list's bracket stands nothing, or the rest of the object it belongs to; else that bracket was none. */
  private behindList(chunk: Buffer, at: number, byte: number): number {
    if (this.nesting === 'field' && byte === closeBrace) this.state = 'done';
    else if (this.nesting === 'field' && byte === comma) this.state = 'field-name';
    else return this.startBehindList(chunk, at);
    return at + 1;
  }

  /** The bracket that seemed to close the list is part of a broken element. */
  private startBehindList(chunk: Buffer, at: number): number {
    this.startElement(chunk, at);
    this.elementStart = this.closedAt;
    this.elementLine = this.closedLine;
    return at;
  }

  private inFields(at: number, byte: number): number {
    if (byte === quote) return this.openString(at, 'fields-string');
    if (byte === openBrace || byte === openBracket) this.depth++;
    if (byte === closeBrace || byte === closeBracket) this.depth--;
    if (this.depth < 0) {
      this.depth = 0;
      this.state = 'done';
    }
    return at + 1;
  }

  private startElement(chunk: Buffer, at: number): number {
    this.state = 'element';
    this.depth = 0;
    this.commaAt = undefined;
    this.elementIndentation = this.indentation;
    this.mayHoldOthers = false;
    this.elementStart = this.base + at;
    this.elementLine = this.lineAt(chunk, at);
    this.elementEnd = this.base + at;
    return at;
  }

  private endElement(next = 0): number {
    this.add(this.elementStart, this.elementEnd - this.elementStart, this.elementLine);
    this.state = 'gap';
    return next;
  }

  private noteComma(chunk: Buffer, at: number): void {
    this.indentation = undefined;
    this.commaAt = this.base + at;
    this.commaLine = this.lineAt(chunk, at);
  }

  /** A comma that no element follows. */
  private addDanglingComma(): void {
    if (this.commaAt !== undefined) this.add(this.commaAt, 1, this.commaLine);
  }

  private lineAt(chunk: Buffer, at: number): number {
    return this.lines.lineAt(chunk, at) + this.firstLine - 1;
  }

  private add(byteStart: number, byteLength: number, line: number): void {
    this.rows.push({ row: this.row++, line, byteStart, byteLength });
  }
}

function isSpace(byte: number): boolean {
  return byte <= 0x20 && (byte === 0x20 || byte === lineFeed || byte === 0x0d || byte === 0x09);
}
