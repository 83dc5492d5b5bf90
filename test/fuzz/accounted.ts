import type { DatasetRow } from '../../src/core/dataset/preferencePair';
import type { ContainerFormat, RowLocation } from '../../src/core/ports';

/** What came of a file. */
export interface Outcome {
  readonly format: ContainerFormat;
  readonly locations: readonly RowLocation[];
  readonly rows: readonly DatasetRow[];
}

/** What is wrong with the outcome of a text: a byte that belongs to no row and is not between rows; undefined for nothing. */
export function unaccounted(text: Buffer, { format, locations, rows }: Outcome): string | undefined {
  let end = 0;
  for (const [index, { row, byteStart, byteLength, line }] of locations.entries()) {
    if (row !== index) return `row ${String(row)} is the ${String(index)}th`;
    if (byteStart < end || byteStart + byteLength > text.length) return `row ${String(row)} overlaps, or lies outside`;
    const gap = text.toString('latin1', end, byteStart);
    if (index > 0 && !isBetween(format, gap)) return `between rows: ${JSON.stringify(gap)}`;
    if (index === 0 && !isBefore(format, gap)) return `before the first row: ${JSON.stringify(gap)}`;
    if (line !== linesIn(text, byteStart)) return `row ${String(row)} is said to be on line ${String(line)}, and begins on ${String(linesIn(text, byteStart))}`;
    end = byteStart + byteLength;
  }
  const rest = text.toString('latin1', end);
  if (rows.length !== locations.length) return 'a row has no reading';
  return isBehind(format, rest, rows) ? undefined : `behind the last row: ${JSON.stringify(rest)}`;
}

function isBetween(format: ContainerFormat, gap: string): boolean {
  if (format === 'json') return /^\s*,?\s*$/.test(gap);
  return format === 'jsonl' ? /^[ \t\r\n]*$/.test(gap) : /^[\r\n]*$/.test(gap);
}

/** Before the first row: a header, or what stands around a list. */
function isBefore(format: ContainerFormat, gap: string): boolean {
  return format !== 'jsonl' || /^(?:\u00ef\u00bb\u00bf)?[ \t\r\n]*$/.test(gap);
}

/** A list that is not closed says so in its last row. */
function isBehind(format: ContainerFormat, rest: string, rows: readonly DatasetRow[]): boolean {
  if (format === 'jsonl') return /^(?:\u00ef\u00bb\u00bf)?[ \t\r\n]*$/.test(rest);
  if (format !== 'json') return rows.length === 0 || /^[\r\n]*$/.test(rest);
  return rows.length === 0 || rows.at(-1)?.kind === 'unreadable' || /^\s*(\]|$)/.test(rest);
}

function linesIn(text: Buffer, end: number): number {
  let line = 1;
  for (let at = text.indexOf(0x0a); at !== -1 && at < end; at = text.indexOf(0x0a, at + 1)) line++;
  return line;
}
