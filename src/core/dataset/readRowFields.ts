import type { RowContent, RowSyntax } from '../ports';
import { decodeUtf8 } from './decodeUtf8';
import { parseDelimited } from './parseDelimited';
import { parseRow, type ParsedRow, type RowFields } from './parseRow';

/** The top-level fields of a row, whatever its container. Never throws: what is wrong comes back with its place in the row. */
export function readRowFields(content: RowContent): ParsedRow {
  if (content.kind === 'damaged') return { kind: 'problem', code: 'damaged-file', offset: 0, reason: content.reason };
  if (content.kind === 'values') return { kind: 'fields', fields: content.fields };
  const decoded = decodeUtf8(content.bytes);
  if (decoded.kind === 'text') return readText(decoded.text, content.syntax);
  const byte = (content.bytes[decoded.byteOffset] ?? 0).toString(16).padStart(2, '0');
  const reason = `Byte ${String(decoded.byteOffset + 1)} of the row (0x${byte}) is not UTF-8; save the file as UTF-8 or correct the row.`;
  return { kind: 'problem', code: 'invalid-utf8', offset: decoded.textOffset, reason };
}

function readText(text: string, syntax: RowSyntax): ParsedRow {
  return syntax.kind === 'json' ? parseRow(text) : readRecord(text, syntax.delimiter, syntax.header);
}

/** Cells are texts, as they stand in the file: a table of texts says of no cell whether it is a number. */
function readRecord(text: string, delimiter: string, header: readonly string[]): ParsedRow {
  const record = parseDelimited(text, delimiter);
  if (record.kind === 'problem') return { ...record, code: 'invalid-record' };
  const { cells } = record;
  if (cells.length !== header.length) {
    const reason = `The row has ${count(cells.length, 'cell')}, and the header ${String(header.length)}; quote cells that hold a delimiter or a line end.`;
    return { kind: 'problem', code: 'invalid-record', offset: cells[header.length]?.start ?? text.length, reason };
  }
  const fields: RowFields = Object.fromEntries(header.map((name, index) => [name, cells[index]?.value ?? '']));
  return { kind: 'fields', fields };
}

function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? '' : 's'}`;
}
