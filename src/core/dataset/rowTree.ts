import { parseTree, type Node } from 'jsonc-parser';

/** The row's syntax tree; undefined for text that holds no value or is nested too deeply to be a row. */
export function rowTree(rawRow: string): Node | undefined {
  try {
    return parseTree(rawRow, [], { disallowComments: true });
  } catch (error) {
    // The parser is recursive; a row that overflows it was refused by the reader before.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
