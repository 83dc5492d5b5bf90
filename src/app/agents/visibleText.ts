/** Control, format, private and unassigned characters, variation selectors, and those that end lines or stand alone as halves. */
const hidden = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029\u115f\u1160\u3164\uffa0\u034f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;

/** Writes what people cannot see as escapes (`\u200b`), in which JSON means the same: nothing in a text is told to a language model behind the back of its user. */
export function visibleText(text: string): string {
  return text.replaceAll(hidden, (character) => Array.from({ length: character.length }, (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`).join(''));
}
