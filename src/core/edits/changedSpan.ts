/** What differs between two texts, apart from what both begin and end with. Offsets are those of the text before. */
export interface ChangedSpan {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The shortest single span whose replacement makes `before` into `after`; no character beyond U+FFFF is cut in two. */
export function changedSpan(before: string, after: string): ChangedSpan {
  const limit = Math.min(before.length, after.length);
  let start = 0;
  while (start < limit && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  if (start > 0 && (cutsPair(before, start) || cutsPair(after, start))) start--;
  let kept = 0;
  while (kept < limit - start && before.charCodeAt(before.length - 1 - kept) === after.charCodeAt(after.length - 1 - kept)) kept++;
  if (kept > 0 && (cutsPair(before, before.length - kept) || cutsPair(after, after.length - kept))) kept--;
  return { start, end: before.length - kept, text: after.slice(start, after.length - kept) };
}

function cutsPair(text: string, offset: number): boolean {
  return offset > 0 && offset < text.length && (text.codePointAt(offset - 1) ?? 0) > 0xffff;
}
