import type { TextReplacement } from './textReplacement';

/** The text with all replacements made; all offsets are those of the text before. Throws RangeError where two overlap. */
export function applyReplacements(text: string, replacements: readonly TextReplacement[]): string {
  const parts: string[] = [];
  let position = 0;
  for (const { start, end, text: instead } of inOrder(replacements)) {
    if (start < position || end < start || end > text.length) throw new RangeError('Replacements overlap or lie outside the text.');
    parts.push(text.slice(position, start), instead);
    position = end;
  }
  return [...parts, text.slice(position)].join('');
}

/** The replacements that lead back from the changed text to this one. */
export function invertReplacements(text: string, replacements: readonly TextReplacement[]): readonly TextReplacement[] {
  let shift = 0;
  return inOrder(replacements).map(({ start, end, text: instead }) => {
    const from = start + shift;
    shift += instead.length - (end - start);
    return { start: from, end: from + instead.length, text: text.slice(start, end) };
  });
}

function inOrder(replacements: readonly TextReplacement[]): readonly TextReplacement[] {
  return [...replacements].sort((first, second) => first.start - second.start || first.end - second.end);
}
