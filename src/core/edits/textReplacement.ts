/** Characters `start` (inclusive) to `end` (exclusive) of a text, in UTF-16 units, and what stands there instead. */
export interface TextReplacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
