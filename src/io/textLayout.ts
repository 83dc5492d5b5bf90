import type { ContainerFormat, RowSyntax } from '../core/ports';
import { delimitedLayout } from './delimitedLayout';
import { jsonLayout, type JsonLayoutOptions } from './jsonLayout';
import type { RowScanner } from './rowScanner';

/** How the rows of a text are laid out: found from its beginning, and its name where that says nothing. */
export interface TextLayout {
  readonly format: Exclude<ContainerFormat, 'parquet'>;
  readonly syntax: RowSyntax;
  /** File offset of the first byte that a scanner wants. */
  readonly start: number;
  createScanner(): RowScanner;
}

/** The beginning of a text. `name` decides nothing but what the content leaves open. */
export interface TextHead {
  /** For messages. */
  readonly path: string;
  /** The file's name without `.gz`. */
  readonly name: string;
  readonly bytes: Buffer;
  /** Whether these are all the bytes of the file. */
  readonly isWhole: boolean;
}

/** Bytes from the start of a file that are enough to tell how it is laid out. */
export const textHeadBytes = 256 * 1024;

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Throws UnreadableFileError where two readings are possible, or none. */
export function textLayout(head: TextHead, options: JsonLayoutOptions = {}): TextLayout {
  const start = head.bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark) ? byteOrderMark.length : 0;
  const text = { ...head, bytes: head.bytes.subarray(start) };
  return isDelimited(text) ? delimitedLayout(text, start) : jsonLayout(text, start, options);
}

/** By content where it begins as JSON does, else by name. A damaged first byte must not turn JSON Lines into a table. */
function isDelimited({ name, bytes }: TextHead): boolean {
  const named = /\.(csv|tsv|tab|psv)$/i.test(name);
  if (/\.(jsonl|ndjson|json)$/i.test(name)) return false;
  const start = bytes.subarray(0, 4096).toString('latin1').trimStart();
  if (start === '') return named;
  if (named) return !/^[[{]\s*(["{\]}]|$)/.test(start);
  return !/^[[{"]/.test(start) && /^[^\n]*[,;\t|]/.test(start);
}
