import type { RowContent, RowLocation } from '../ports';
import { decodeUtf8 } from './decodeUtf8';
import type { DatasetRow } from './preferencePair';
import { readRowText } from './readRowText';

/** Reads one row. Never throws: a row that cannot be read comes back with its place. */
export function readRow(location: Pick<RowLocation, 'row' | 'line'>, content: RowContent): DatasetRow {
  // Delimited rows come with the readers of their containers.
  if (content.kind === 'values') return readRowText(location, JSON.stringify(content.fields));
  const { bytes } = content;
  const decoded = decodeUtf8(bytes);
  if (decoded.kind === 'text') return readRowText(location, decoded.text);
  const byte = (bytes[decoded.byteOffset] ?? 0).toString(16).padStart(2, '0');
  const reason = `Byte ${String(decoded.byteOffset + 1)} of the row (0x${byte}) is not UTF-8; save the file as UTF-8 or correct the row.`;
  const { row, line } = location;
  return { kind: 'unreadable', unreadable: { row, line, column: decoded.textOffset + 1, code: 'invalid-utf8', reason } };
}
