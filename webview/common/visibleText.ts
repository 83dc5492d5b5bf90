import * as l10n from '@vscode/l10n';

import { characterName } from './characterName';

/** A stretch of text, or a character that the eye would miss and that is therefore shown in another way. */
export interface TextPiece {
  readonly kind: 'text' | 'newline' | 'tab' | 'space' | 'escape';
  readonly text: string;
  /** The name of an unseen character. */
  readonly label: string;
}

const unseen = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u00a0\u202f\ufff9-\ufffb]/u;
const everyUnseen = new RegExp(unseen.source, 'gu');
const pictograph = /\p{Extended_Pictographic}[\p{Emoji_Modifier}\ufe0f]*$/u;
/** Scripts whose spelling needs joiners: Arabic, and the Indic and South-East Asian scripts. */
const joiningLetter = /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Oriya}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Mongolian}]/u;

/**
 * Splits `text` from `start` to `end` into pieces to show. Controls, bidirectional overrides, zero-width characters and
 * lone surrogates become escapes, except where they do honest work: joiners inside emoji and inside scripts that need them.
 */
export function visiblePieces(text: string, start = 0, end = text.length): readonly TextPiece[] {
  const slice = text.slice(start, end);
  if (!unseen.test(slice)) return slice === '' ? [] : [plain(slice)];
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of slice.matchAll(everyUnseen)) {
    if (doesHonestWork(match[0], text, start + match.index)) continue;
    if (match.index > from) pieces.push(plain(slice.slice(from, match.index)));
    pieces.push(special(match[0]));
    from = match.index + match[0].length;
  }
  if (from < slice.length) pieces.push(plain(slice.slice(from)));
  return pieces;
}

function plain(text: string): TextPiece {
  return { kind: 'text', text, label: '' };
}

function special(character: string): TextPiece {
  if (character === '\n') return { kind: 'newline', text: character, label: l10n.t('line break') };
  if (character === '\t') return { kind: 'tab', text: character, label: l10n.t('tab') };
  const label = characterName(character);
  if (character === '\u00a0' || character === '\u202f') return { kind: 'space', text: character, label };
  return { kind: 'escape', text: character, label };
}

function doesHonestWork(character: string, text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 8), at);
  const after = text.slice(at + character.length, at + character.length + 2);
  if (character === '\ufe0f' || character === '\ufe0e') return /[\p{Emoji}\p{Extended_Pictographic}]$/u.test(before);
  if (character === '\u200d' && pictograph.test(before)) return /^\p{Extended_Pictographic}/u.test(after);
  if (character !== '\u200d' && character !== '\u200c') return false;
  return joiningLetter.test(before.slice(-1)) && joiningLetter.test(after.slice(0, 1));
}
