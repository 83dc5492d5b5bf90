import { getNodeValue, type Node } from 'jsonc-parser';

import { describePath } from '../dataset/describePath';
import { findNode } from '../dataset/findNode';
import { rowTree } from '../dataset/rowTree';
import { StringTokenOffsets } from '../dataset/stringTokenOffsets';
import { wellFormed } from '../dataset/wellFormed';
import { ChangeRefused } from './changeRefused';
import type { EditableRow, RowPath } from './editableRow';
import { encodeJsonText, jsonStringStyle, type JsonStringStyle } from './jsonStringStyle';
import type { TextReplacement } from './textReplacement';

interface NestedJson {
  readonly outer: RowPath;
  readonly row: JsonRow;
}

const wrapping = '{"cell":';

/** Undefined for a text that is no JSON object. */
function jsonRowOf(text: string): JsonRow | undefined {
  try {
    return new JsonRow(text);
  } catch (error) {
    if (ChangeRefused.is(error)) return undefined;
    throw error;
  }
}

/** A row that is one JSON object. Throws ChangeRefused for a text that is not. */
export class JsonRow implements EditableRow {
  private readonly root: Node;
  private readonly style: JsonStringStyle;

  constructor(readonly text: string) {
    const root = rowTree(text);
    if (root?.type !== 'object') throw new ChangeRefused('The row is not a JSON object, so nothing in it can be changed; correct it by hand.');
    this.root = root;
    this.style = jsonStringStyle(text);
  }

  get names(): readonly string[] {
    return [...new Set((this.root.children ?? []).map((property) => String(property.children?.[0]?.value)))];
  }

  value(path: RowPath): unknown {
    const node = findNode(this.root, path);
    if (node === undefined) return this.nested(path)?.row.value(['cell', ...this.innerPath(path)]);
    const value: unknown = getNodeValue(node);
    return typeof value === 'string' ? wellFormed(value) : value;
  }

  raw(path: RowPath): string {
    const { offset, length } = this.node(path);
    return this.text.slice(offset, offset + length);
  }

  replaceRaw(path: RowPath, raw: string): TextReplacement {
    const { offset, length } = this.node(path);
    return { start: offset, end: offset + length, text: raw };
  }

  replaceValue(path: RowPath, value: unknown): TextReplacement {
    const raw = this.literal(value);
    return findNode(this.root, path) === undefined ? this.addField(path, raw) : this.replaceRaw(path, raw);
  }

  replaceInString(path: RowPath, start: number, end: number, text: string): TextReplacement {
    const inner = findNode(this.root, path) === undefined ? this.nested(path) : undefined;
    if (inner !== undefined) return this.replaceNested(inner, this.innerPath(path), start, end, text);
    const node = this.node(path);
    const offsets = new StringTokenOffsets(this.text, node.offset, node.offset + node.length);
    if (node.type !== 'string' || end > offsets.length) throw gone(path);
    return { start: offsets.raw(start), end: offsets.raw(end), text: encodeJsonText(text, this.style) };
  }

  /** A text that holds JSON, through which a path leads, as the only field of a row. */
  private nested(path: RowPath): NestedJson | undefined {
    const length = path.findIndex((_, index) => findNode(this.root, path.slice(0, index + 1))?.type === 'string') + 1;
    if (length === 0 || length === path.length) return undefined;
    const outer = path.slice(0, length);
    const value = this.value(outer);
    const row = typeof value === 'string' ? jsonRowOf(`${wrapping}${value}}`) : undefined;
    return row && { outer, row };
  }

  private innerPath(path: RowPath): RowPath {
    return path.slice(this.nested(path)?.outer.length ?? 0);
  }

  private replaceNested({ outer, row }: NestedJson, rest: RowPath, start: number, end: number, text: string): TextReplacement {
    const inner = row.replaceInString(['cell', ...rest], start, end, text);
    return this.replaceInString(outer, inner.start - wrapping.length, inner.end - wrapping.length, inner.text);
  }

  private node(path: RowPath): Node {
    const node = findNode(this.root, path);
    if (node === undefined) throw gone(path);
    return node;
  }

  private literal(value: unknown): string {
    if (typeof value === 'string') return `"${encodeJsonText(value, this.style)}"`;
    const raw = JSON.stringify(value);
    return this.style.escapesNonAscii ? encodeNested(raw) : raw;
  }

  /** Behind the last field of the object, with the space that this row puts after a colon and a comma. */
  private addField(path: RowPath, raw: string): TextReplacement {
    const name = path.at(-1);
    const parent = findNode(this.root, path.slice(0, -1));
    if (typeof name !== 'string' || parent?.type !== 'object') throw gone(path);
    const last = parent.children?.at(-1);
    const space = / *$/.exec(this.text.slice(0, last?.children?.[1]?.offset ?? 0))?.[0] ?? '';
    const at = last === undefined ? parent.offset + 1 : last.offset + last.length;
    return { start: at, end: at, text: `${last === undefined ? '' : `,${space}`}${this.literal(name)}:${space}${raw}` };
  }
}

function encodeNested(raw: string): string {
  return raw.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function gone(path: RowPath): ChangeRefused {
  return new ChangeRefused(`The row no longer has the text at ${describePath(path)}; read it again.`);
}
