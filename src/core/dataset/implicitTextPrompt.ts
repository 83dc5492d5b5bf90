import type { ReadingNote } from './preferencePair';

/** Where the shared prompt of two texts ends (UTF-16 units; the same in both), and what is doubtful about it. */
export interface ImplicitTextPrompt {
  readonly length: number;
  readonly note: ReadingNote | undefined;
}

/**
 * The prompt of a row that has none: the longest common prefix by Unicode code points, without the one space before the
 * difference, which goes to the responses (TRL `extract_prompt`). Unlike TRL up to 1.x, equal texts, a text that starts the
 * other, and texts that differ at once keep that definition: no shared character is repeated or lost.
 */
export function implicitTextPrompt(chosen: string, rejected: string): ImplicitTextPrompt {
  const shared = commonPrefixLength(chosen, rejected);
  const identical = shared === chosen.length && shared === rejected.length;
  const length = !identical && chosen[shared - 1] === ' ' ? shared - 1 : shared;
  const doubt = doubtAbout(chosen, rejected, shared, length);
  return { length, note: doubt === undefined ? undefined : { code: 'implicit-prompt-uncertain', message: `${doubt} ${advice}` } };
}

const advice = 'Trainers may split it differently; add a "prompt" field to be sure.';

function commonPrefixLength(first: string, second: string): number {
  const limit = Math.min(first.length, second.length);
  let length = 0;
  while (length < limit && first.charCodeAt(length) === second.charCodeAt(length)) length++;
  // Two characters may share their first half only.
  return length > 0 && (splitsPair(first, length) || splitsPair(second, length)) ? length - 1 : length;
}

function splitsPair(text: string, offset: number): boolean {
  return (text.codePointAt(offset - 1) ?? 0) > 0xffff;
}

function doubtAbout(chosen: string, rejected: string, shared: number, length: number): string | undefined {
  if (shared === chosen.length && shared === rejected.length) return 'Both texts are identical, so all of it was taken as the prompt.';
  if (shared === 0) return 'The two texts share no beginning, so the prompt is empty.';
  if (shared === chosen.length) return 'The rejected text starts with the whole chosen text, so little or nothing is left of the chosen response.';
  if (shared === rejected.length) return 'The chosen text starts with the whole rejected text, so little or nothing is left of the rejected response.';
  if (isInsideWord(chosen, length) || isInsideWord(rejected, length)) return 'The texts first differ inside a word, so the prompt ends there.';
  return undefined;
}

const wordEnd = /[\p{L}\p{M}\p{N}]$/u;
const wordStart = /^[\p{L}\p{M}\p{N}]/u;
// Scripts written without spaces: between any two of their letters may be a word's end.
const spacelessEnd = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]$/u;

function isInsideWord(text: string, offset: number): boolean {
  const before = text.slice(Math.max(0, offset - 2), offset);
  return wordEnd.test(before) && !spacelessEnd.test(before) && wordStart.test(text.slice(offset, offset + 2));
}
