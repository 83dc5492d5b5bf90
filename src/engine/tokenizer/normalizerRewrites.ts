import type { JsonRecord } from './jsonRecord';
import type { DerivedPiece } from './mappedText';
import { PrecompiledCharacters } from './precompiledCharacters';
import { combiningMark, decomposable, nonspacingMark } from './unicodeClasses';

/** One step of a normaliser: the text in pieces, each with the range that it stands for. */
export type Rewrite = (text: string) => Iterable<DerivedPiece>;

/** A character with what may combine with it under any of Unicode's normal forms; checked, so need not be complete. */
const combiningSequence = /[^][\p{M}\u1160-\u11ff\ud7b0-\ud7fb\uff9e\uff9f]*/gu;

const later = String.raw`\u0890\u0891\u08e2\u{110cd}\u{13430}-\u{1343f}`;
const cleaned = new RegExp(String.raw`[\0\ufffd]|(?![\t\n\r${later}])[\p{Cc}\p{Cf}\p{Co}]|(?! )\p{White_Space}`, 'gu');
const ideograph =
  /[\u4e00-\u9fff\u3400-\u4dbf\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu;
const control = /[\0\ufffd]|(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}]/u;
const accents = new RegExp(nonspacingMark, 'gu');
const anyMark = new RegExp(combiningMark, 'gu');
const upperCase = /\p{Changes_When_Lowercased}/gu;

/**
 * What a normaliser does, as the Rust library does it, where version 0.2.0 of the JavaScript library does something else
 * or does not say what becomes of what. Null for those whose text is the library's.
 */
export function rewritesOf(config: JsonRecord): readonly Rewrite[] | null {
  switch (config['type']) {
    case 'BertNormalizer':
      return bertRewrites(config);
    case 'Precompiled': {
      const rules = config['precompiled_charsmap'];
      if (typeof rules !== 'string' || rules === '') return [];
      const characters = new PrecompiledCharacters(rules);
      return [(text) => characters.pieces(text)];
    }
    case 'Lowercase':
      return [lowerCase];
    case 'StripAccents':
      return [(text) => replaced(text, anyMark, () => '')];
    case 'Strip':
      return stripRewrites(config);
    default:
      return null;
  }
}

function bertRewrites(config: JsonRecord): Rewrite[] {
  const lower = config['lowercase'] !== false;
  const strips = config['strip_accents'] ?? lower;
  return [
    ...(config['clean_text'] === false ? [] : [clean]),
    ...(config['handle_chinese_chars'] === false ? [] : [(text: string) => replaced(text, ideograph, (character) => ` ${character} `)]),
    ...(strips === true ? [withoutAccents] : []),
    ...(lower ? [lowerCase] : []),
  ];
}

function clean(text: string): Iterable<DerivedPiece> {
  return replaced(text, cleaned, (character) => (control.test(character) ? '' : ' '));
}

function withoutAccents(text: string): Iterable<DerivedPiece> {
  return rewrittenSequences(text, (sequence) => sequence.replaceAll(decomposable, (run) => run.normalize('NFD')).replace(accents, ''));
}

/** The pieces of a text whose characters, each with its combining marks, are rewritten alone. */
export function* rewrittenSequences(text: string, rewrite: (sequence: string) => string): Generator<DerivedPiece> {
  for (const { 0: sequence, index } of text.matchAll(combiningSequence)) {
    const rewritten = rewrite(sequence);
    if (rewritten === sequence) yield { text: sequence, from: index, to: index + sequence.length, unitByUnit: true };
    else yield* sequencePieces(sequence, index, rewritten, rewrite);
  }
}

/** Character by character where marks did not become part of what they follow; else one piece. */
function* sequencePieces(sequence: string, from: number, rewritten: string, rewrite: (sequence: string) => string): Generator<DerivedPiece> {
  const characters = Array.from(sequence);
  const alone = characters.map(rewrite);
  if (alone.join('') !== rewritten) {
    yield { text: rewritten, from, to: from + sequence.length, unitByUnit: false };
    return;
  }
  let at = from;
  for (const [index, character] of characters.entries()) {
    yield { text: alone[index] ?? '', from: at, to: at + character.length, unitByUnit: false };
    at += character.length;
  }
}

/** Character by character, while JavaScript makes a final sigma of a sigma at the end of a word. */
function lowerCase(text: string): Iterable<DerivedPiece> {
  return replaced(text, upperCase, (character) => character.toLowerCase());
}

function stripRewrites(config: JsonRecord): Rewrite[] {
  const ends = [...(config['strip_left'] === true ? [String.raw`^\p{White_Space}+`] : []), ...(config['strip_right'] === true ? [String.raw`(?<!\p{White_Space})\p{White_Space}+$`] : [])];
  return ends.length === 0 ? [] : [(text) => replaced(text, new RegExp(ends.join('|'), 'gu'), () => '')];
}

/** The pieces of a text in which what matches is replaced. */
export function* replaced(text: string, pattern: RegExp, replacement: (match: string) => string): Generator<DerivedPiece> {
  let done = 0;
  for (const { 0: match, index } of text.matchAll(pattern)) {
    if (index > done) yield { text: text.slice(done, index), from: done, to: index, unitByUnit: true };
    done = index + match.length;
    yield { text: replacement(match), from: index, to: done, unitByUnit: false };
  }
  if (done < text.length) yield { text: text.slice(done), from: done, to: text.length, unitByUnit: true };
}
