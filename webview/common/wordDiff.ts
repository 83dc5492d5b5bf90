import { diffWordsWithSpace } from 'diff';

/** Characters `start` (inclusive) to `end` (exclusive), UTF-16. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export interface WordDiff {
  /** What only the chosen response says, in order. */
  readonly chosen: readonly TextRange[];
  /** What only the rejected response says, in order. */
  readonly rejected: readonly TextRange[];
  /** False when the responses were too different for a word diff in good time: everything between their common ends is marked. */
  readonly byWord: boolean;
}

/** Long enough for a few thousand words that differ much, short enough not to be felt. */
const patienceMilliseconds = 250;

export function wordDiff(chosen: string, rejected: string, timeout = patienceMilliseconds): WordDiff {
  const changes = diffWordsWithSpace(rejected, chosen, { timeout });
  if (changes === undefined) return { ...betweenCommonEnds(chosen, rejected), byWord: false };
  const ranges = { chosen: new RangeList(chosen), rejected: new RangeList(rejected) };
  for (const change of changes) {
    if (!change.removed) ranges.chosen.advance(change.value.length, change.added);
    if (!change.added) ranges.rejected.advance(change.value.length, change.removed);
  }
  return { chosen: ranges.chosen.ranges, rejected: ranges.rejected.ranges, byWord: true };
}

class RangeList {
  readonly ranges: TextRange[] = [];
  #position = 0;

  constructor(private readonly text: string) {}

  advance(length: number, changed: boolean): void {
    if (changed && length > 0) this.#mark(this.#position, this.#position + length);
    this.#position += length;
  }

  /** Words that differ one after another are one mark: a shared space between them says nothing. */
  #mark(start: number, end: number): void {
    const last = this.ranges.at(-1);
    const joins = last !== undefined && /^[ \t]*$/.test(this.text.slice(last.end, start));
    if (joins) this.ranges.splice(-1, 1, { start: last.start, end });
    else this.ranges.push({ start, end });
  }
}

function betweenCommonEnds(chosen: string, rejected: string): { chosen: TextRange[]; rejected: TextRange[] } {
  const shorter = Math.min(chosen.length, rejected.length);
  let start = 0;
  while (start < shorter && chosen.charAt(start) === rejected.charAt(start)) start += 1;
  let tail = 0;
  while (tail < shorter - start && chosen.charAt(chosen.length - 1 - tail) === rejected.charAt(rejected.length - 1 - tail)) tail += 1;
  const range = (length: number): TextRange[] => (length - tail > start ? [{ start, end: length - tail }] : []);
  return { chosen: range(chosen.length), rejected: range(rejected.length) };
}
