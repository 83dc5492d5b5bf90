import { findNode } from './findNode';
import { rowTree } from './rowTree';

/** 1-based column (UTF-16 units) of the value at `path`, or of the nearest one around it that exists; 1 for the whole row. */
export function columnOfPath(rawRow: string, path: readonly (string | number)[]): number {
  const root = path.length === 0 ? undefined : rowTree(rawRow);
  if (root === undefined) return 1;
  for (let length = path.length; length > 0; length--) {
    const node = findNode(root, path.slice(0, length));
    if (node !== undefined) return node.offset + 1;
  }
  return 1;
}
