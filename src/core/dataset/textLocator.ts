import type { RowSyntax } from '../ports';
import { findNode } from './findNode';
import { parseDelimited } from './parseDelimited';
import { QuotedCellOffsets } from './quotedCellOffsets';
import { rowTree } from './rowTree';
import { StringTokenOffsets } from './stringTokenOffsets';

/** A text of a row: its content, and where each of its characters stands in the raw row. */
export interface TextOffsets {
  readonly length: number;
  /** Raw offset of an offset in the text, 0 to `length`. */
  raw(offset: number): number;
}

type Path = readonly (string | number)[];

/** Finds texts in one row by their paths, right through texts that hold JSON. The row is parsed once. */
export class TextLocator {
  private readonly root: RowRoot;

  constructor(rawRow: string, syntax: RowSyntax = { kind: 'json' }) {
    this.root = syntax.kind === 'json' ? new JsonRoot(rawRow) : new DelimitedRoot(rawRow, syntax.delimiter, syntax.header);
  }

  /** Undefined where the row has no text at the path. */
  find(path: Path): TextOffsets | undefined {
    return this.root.find(path);
  }
}

interface RowRoot {
  find(path: Path): TextOffsets | undefined;
}

class JsonRoot implements RowRoot {
  private readonly tree;
  private readonly inner = new Map<number, JsonRoot>();

  constructor(private readonly text: string) {
    this.tree = rowTree(text);
  }

  find(path: Path): TextOffsets | undefined {
    for (let length = path.length; length >= 0 && this.tree !== undefined; length--) {
      const node = findNode(this.tree, path.slice(0, length));
      if (node === undefined) continue;
      if (node.type !== 'string') return undefined;
      const offsets = new StringTokenOffsets(this.text, node.offset, node.offset + node.length);
      return length === path.length ? offsets : inside(this.innerRoot(node.offset, String(node.value)), offsets, path.slice(length));
    }
    return undefined;
  }

  private innerRoot(offset: number, text: string): JsonRoot {
    const root = this.inner.get(offset) ?? new JsonRoot(text);
    this.inner.set(offset, root);
    return root;
  }
}

class DelimitedRoot implements RowRoot {
  private readonly cells;
  private readonly inner = new Map<number, JsonRoot>();

  constructor(
    private readonly text: string,
    delimiter: string,
    private readonly header: readonly string[],
  ) {
    const record = parseDelimited(text, delimiter);
    this.cells = record.kind === 'cells' ? record.cells : [];
  }

  find([name, ...rest]: Path): TextOffsets | undefined {
    // Of columns with the same name the last one counts, as of fields.
    const column = this.header.lastIndexOf(String(name));
    const cell = this.cells[column];
    if (cell === undefined) return undefined;
    const offsets = new QuotedCellOffsets(this.text, cell.start, cell.end);
    if (rest.length === 0) return offsets;
    const root = this.inner.get(column) ?? new JsonRoot(cell.value);
    this.inner.set(column, root);
    return inside(root, offsets, rest);
  }
}

/** A text inside the JSON that another text holds. */
function inside(root: JsonRoot, outer: TextOffsets, path: Path): TextOffsets | undefined {
  const found = root.find(path);
  return found && { length: found.length, raw: (offset) => outer.raw(found.raw(offset)) };
}
