import type { TextRange } from './wordDiff';

export interface DiffSegment extends TextRange {
  readonly changed: boolean;
}

/** Cuts `start`..`end` at the borders of `ranges` (sorted, disjoint). `from` is the first range that may matter. */
export function splitAtRanges(start: number, end: number, ranges: readonly TextRange[], from = 0): readonly DiffSegment[] {
  const segments: DiffSegment[] = [];
  let position = start;
  for (let index = from; index < ranges.length; index += 1) {
    const range = ranges[index];
    if (range === undefined || range.start >= end) break;
    if (range.end <= position) continue;
    if (range.start > position) segments.push({ start: position, end: range.start, changed: false });
    const changedFrom = Math.max(position, range.start);
    position = Math.min(end, range.end);
    segments.push({ start: changedFrom, end: position, changed: true });
  }
  if (position < end) segments.push({ start: position, end, changed: false });
  return segments;
}
