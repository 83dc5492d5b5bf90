/** Characters `start` (inclusive) to `end` (exclusive) of a raw row, in UTF-16 units. */
export interface RawRange {
  readonly start: number;
  readonly end: number;
}
