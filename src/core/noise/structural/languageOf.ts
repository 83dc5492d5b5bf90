import type { TextLibraries } from './textLibraries';

/** A model tells the language from so many characters as well as from more. */
const looked = 240;
const leastLetters = 30;
const code = /```[\s\S]*?(?:```|$)|`[^`\n]*`|https?:\/\/\S+/g;
const letters = /\p{L}/gu;

/** ISO 639-1 code of the language of a text; undefined where it is too short, mixed, or mostly code. */
export function languageOf(text: string, libraries: TextLibraries): string | undefined {
  const prose = text.slice(0, looked * 3).replace(code, ' ').slice(0, looked);
  const found = prose.match(letters);
  // Half of what is not white space must be letters: formulas and tables have no language.
  if (found === null || found.length < leastLetters || found.length * 2 < prose.replace(/\s/g, '').length) return undefined;
  return libraries.languageOf(prose);
}
