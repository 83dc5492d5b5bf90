const longestQuote = 60;
// Controls, format characters, separators of lines, private and unassigned ones, and lone surrogates.
const unseen = /[\p{C}\u2028\u2029\u00ad]/gu;

/** A short piece of a text for a message: at most 60 characters, in quotation marks, what cannot be seen written as its code. */
export function quoted(text: string, start = 0, end = text.length): string {
  const piece = text.slice(start, Math.min(end, start + longestQuote));
  const shown = Array.from(piece.replace(unseen, codeName)).slice(0, longestQuote);
  const isCut = end - start > longestQuote || shown.length === longestQuote;
  return `"${isCut ? `${shown.slice(0, longestQuote - 1).join('')}…` : shown.join('')}"`;
}

/** `U+200B` for a character. */
export function codeName(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
