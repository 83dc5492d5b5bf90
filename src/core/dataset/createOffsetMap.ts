import type { Node } from 'jsonc-parser';

import { findNode } from './findNode';
import type { FieldSource } from './preferencePair';
import { rowTree } from './rowTree';
import { StringTokenOffsets } from './stringTokenOffsets';

/** From an offset in a piece of text (0 to its length; others are clamped) to the offset in the raw row, in UTF-16 units. */
export type OffsetMap = (textOffset: number) => number;

/**
 * The map from the text of `source` into the raw row, right through all JSON escapes. Undefined when the row has no such text
 * any more. Pass `tree` (from `rowTree`) to look up several sources of one row.
 */
export function createOffsetMap(rawRow: string, source: FieldSource, tree: Node | undefined = rowTree(rawRow)): OffsetMap | undefined {
  const node = tree === undefined ? undefined : findNode(tree, source.path);
  if (node?.type !== 'string') return undefined;
  const offsets = new StringTokenOffsets(rawRow, node.offset, node.offset + node.length);
  if (source.end > offsets.length) return undefined;
  return (textOffset) => offsets.raw(source.start + Math.min(Math.max(textOffset, 0), source.end - source.start));
}
