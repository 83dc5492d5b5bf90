import type { GameTexts, PromptPiece } from '../../core/attribution/promptGame';
import type { TextUnit } from '../../core/attribution/textUnits';
import { tokenUnits } from '../../core/attribution/tokenOwners';
import { messageSeparator, type ChatMessage } from '../../core/dataset/preferencePair';
import { chatSkeleton } from '../conventions/chatSkeleton';
import type { EncodedSequence } from '../conventions/encodedPair';
import { locateResponse } from '../conventions/locateResponse';
import type { Segment } from '../conventions/responseLayout';
import { encodeGame, promptMessages, withPrompt, type GameEncoder } from './encodeGame';

/** Where each token of a prompt begins to say something, in the user's text; null for what template and trainer added. */
export type TokenPlaces = readonly (TokenPlace | null)[];

export interface TokenPlace {
  /** The piece of one message's content that the token spells; empty for a prefix that the tokenizer invents. */
  readonly piece: PromptPiece;
  /** Offset in that content of the first character that is not white space; of the first one where there is none. */
  readonly anchor: number;
}

/** Finds the user's text in what was given to the tokenizer. Control tokens are never the user's, even where the text spells them out. */
export function placeTokens(encoder: GameEncoder, texts: GameTexts, response: number, { prompt }: EncodedSequence): TokenPlaces {
  const messages = promptMessages(texts);
  const segments = locate(encoder, texts, response, prompt.text);
  const starts = messageStarts(messages);
  return Array.from(prompt.starts, (start, token) => {
    if (start < 0 || prompt.special[token] === 1) return null;
    const end = prompt.ends[token] ?? start;
    const anchor = firstCharacter(prompt.text, start, end);
    const segment = segments.find(({ from, to }) => from <= anchor && anchor < to);
    if (!segment) return null;
    const flat = (offset: number) => Math.min(Math.max(offset, segment.from), segment.to) - segment.from + segment.responseStart;
    return placeIn(messages, starts, { start: flat(start), end: flat(end), anchor: flat(anchor) });
  });
}

/** Each token of the user's text a piece of its own; several tokens of one character share it. */
export function tokenPieces(places: TokenPlaces, messages: number): readonly PromptPiece[] {
  return Array.from({ length: messages }, (_, message) => {
    const spans = places.map((place): TextUnit | null => (place?.piece.message === message ? place.piece : null));
    return tokenUnits(spans).map(({ start, end }) => ({ message, start, end }));
  }).flat();
}

/** The template's own text is found by rendering stand-ins for the contents; failing that the contents are searched for. */
function locate(encoder: GameEncoder, texts: GameTexts, response: number, text: string): readonly Segment[] {
  const unlimited = { ...encoder, options: { ...encoder.options, maxLength: Infinity } };
  const render = (messages: readonly ChatMessage[]): string => {
    const encoded = encodeGame(unlimited, withPrompt(texts, messages.map(({ content }) => content)));
    // No stand-in is found in it.
    return 'code' in encoded ? '' : (encoded[response]?.prompt.text ?? '');
  };
  const messages = promptMessages(texts);
  return locateResponse(text, messages, chatSkeleton(messages, render), 0).segments;
}

/** Offsets of the messages in their contents put together, as segments count. */
function messageStarts(messages: readonly ChatMessage[]): readonly number[] {
  let start = 0;
  return messages.map(({ content }) => {
    const place = start;
    start += content.length + messageSeparator.length;
    return place;
  });
}

function placeIn(messages: readonly ChatMessage[], starts: readonly number[], flat: TextUnit & { readonly anchor: number }): TokenPlace | null {
  const message = starts.findLastIndex((start) => start <= flat.anchor);
  const [base, length] = [starts[message] ?? 0, messages[message]?.content.length ?? 0];
  const anchor = flat.anchor - base;
  if (anchor >= length) return null;
  return { piece: { message, start: Math.max(flat.start - base, 0), end: Math.min(flat.end - base, length) }, anchor };
}

function firstCharacter(text: string, start: number, end: number): number {
  for (let offset = start; offset < end; offset++) if (!/\s/u.test(text.charAt(offset))) return offset;
  return start;
}
