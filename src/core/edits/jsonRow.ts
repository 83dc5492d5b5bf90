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
    if (node === undefined) return undefined;
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
    const node = this.node(path);
    const offsets = new StringTokenOffsets(this.text, node.offset, node.offset + node.length);
    if (node.type !== 'string' || end > offsets.length) throw gone(path);
    return { start: offsets.raw(start), end: offsets.raw(end), text: encodeJsonText(text, this.style) };
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
