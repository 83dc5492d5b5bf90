import type { TextReplacement } from './textReplacement';

export type RowPath = readonly (string | number)[];

/** The text of a row, in whose values pieces can be replaced so that everything else stays as it is written. */
export interface EditableRow {
  readonly text: string;
  /** Names of the fields of the row itself, in order. */
  readonly names: readonly string[];
  /** The value at `path`, or undefined where there is none. */
  value(path: RowPath): unknown;
  /** The characters with which the value at `path` is written. Throws ChangeRefused where there is none. */
  raw(path: RowPath): string;
  /** Writes other characters, taken from `raw` of this row, in the place of a value. */
  replaceRaw(path: RowPath, raw: string): TextReplacement;
  /** Writes another value, in the row's own way, in the place of the value at `path`; adds the field where it is absent. */
  replaceValue(path: RowPath, value: unknown): TextReplacement;
  /** Replaces characters `start` to `end` of the string at `path`, as the row decodes it, leaving those around as they are written. */
  replaceInString(path: RowPath, start: number, end: number, text: string): TextReplacement;
}
