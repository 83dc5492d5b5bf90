import { eld } from 'eld/extrasmall';

/** A model tells the language from so many characters as well as from more. */
const looked = 400;
const leastLetters = 40;
const code = /```[\s\S]*?(?:```|$)|`[^`\n]*`|https?:\/\/\S+/g;
const letters = /\p{L}/gu;

/** ISO 639-1 code of the language of a text; undefined where it is too short, mixed, or mostly code. */
export function languageOf(text: string): string | undefined {
  const prose = text.slice(0, looked * 3).replace(code, ' ').slice(0, looked);
  const found = prose.match(letters);
  // Half of what is not white space must be letters: formulas and tables have no language.
  if (found === null || found.length < leastLetters || found.length * 2 < prose.replace(/\s/g, '').length) return undefined;
  const { language, isReliable } = eld.detect(prose);
  return language !== '' && isReliable() ? language : undefined;
}
