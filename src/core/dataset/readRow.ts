import type { RowContent, RowLocation } from '../ports';
import { decodeUtf8 } from './decodeUtf8';
import type { DatasetRow } from './preferencePair';
import { readRowFields } from './readRowFields';
import { readRowText } from './readRowText';

/** Reads one row. Never throws: a row that cannot be read comes back with its place. */
export function readRow(location: Pick<RowLocation, 'row' | 'line'>, content: RowContent): DatasetRow {
  if (content.kind === 'text' && content.syntax.kind === 'json') {
    const decoded = decodeUtf8(content.bytes);
    if (decoded.kind === 'text') return readRowText(location, decoded.text);
  }
  const read = readRowFields(content);
  if (read.kind === 'fields') return readRowText(location, JSON.stringify(read.fields));
  const { row, line } = location;
  return { kind: 'unreadable', unreadable: { row, line, column: read.offset + 1, code: read.code, reason: read.reason } };
}
