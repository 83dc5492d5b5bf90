import type { RowContent } from '../ports';
import { decodeUtf8 } from './decodeUtf8';
import { findNode } from './findNode';
import { parseDelimited } from './parseDelimited';
import { rowTree } from './rowTree';

type Path = readonly (string | number)[];

/**
 * 1-based column (UTF-16 units) of the value at `path`, or of the nearest one around it that exists; 1 for the whole row, and
 * where the row has no text of its own. A row given as text is JSON.
 */
export function columnOfPath(row: RowContent | string, path: Path): number {
  if (path.length === 0) return 1;
  if (typeof row === 'string') return columnInJson(row, path);
  if (row.kind !== 'text') return 1;
  const decoded = decodeUtf8(row.bytes);
  if (decoded.kind !== 'text') return 1;
  return row.syntax.kind === 'json' ? columnInJson(decoded.text, path) : columnOfCell(decoded.text, row.syntax.delimiter, row.syntax.header.lastIndexOf(String(path[0])));
}

function columnInJson(text: string, path: Path): number {
  const root = rowTree(text);
  if (root === undefined) return 1;
  for (let length = path.length; length > 0; length--) {
    const node = findNode(root, path.slice(0, length));
    if (node !== undefined) return node.offset + 1;
  }
  return 1;
}

function columnOfCell(record: string, delimiter: string, column: number): number {
  const parsed = parseDelimited(record, delimiter);
  return (parsed.kind === 'cells' ? (parsed.cells[column]?.start ?? 0) : 0) + 1;
}
