import type { PairTexts } from '../../core/dataset/preferencePair';
import type { ConventionName, EvaluationFailure, StripToken, TokenStrip, TokenStrips } from '../../core/ports';
import type { TextTokenizer } from '../tokenizer/textTokenizer';
import type { EncodedSequence } from './encodedPair';
import { encodePair } from './encodePair';

/** Tokens of a prompt that are shown: this many from its start and from its end. */
const shownAtStart = 8;
const shownAtEnd = 40;
const shownOfCompletion = 4096;

/** A pair under a convention as a reader sees it, or why the convention refuses it. */
export function tokenStrips(
  tokenizer: TextTokenizer,
  texts: PairTexts,
  options: { readonly convention: ConventionName; readonly maxLength: number },
): TokenStrips | EvaluationFailure {
  const pair = encodePair(tokenizer, texts, options);
  if ('code' in pair) return pair;
  const strip = (sequence: EncodedSequence): TokenStrip => tokenStrip(tokenizer, sequence);
  return { ...options, chosen: strip(pair.chosen), rejected: strip(pair.rejected) };
}

function tokenStrip(tokenizer: TextTokenizer, { ids, promptLength, tokens, truncated }: EncodedSequence): TokenStrip {
  const show = (id: number, special: boolean): StripToken => ({ id, text: tokenizer.tokenText(id), special });
  const prompt = ids.slice(0, promptLength);
  const startLength = prompt.length > shownAtStart + shownAtEnd ? shownAtStart : 0;
  const end = prompt.slice(Math.max(startLength, prompt.length - shownAtEnd - (startLength === 0 ? shownAtStart : 0)));
  const completion = tokens.slice(0, shownOfCompletion).map(({ special }, index) => show(ids[promptLength + index] ?? 0, special));
  return {
    promptStart: prompt.slice(0, startLength).map((id) => show(id, tokenizer.isSpecial(id))),
    promptHidden: prompt.length - startLength - end.length,
    promptEnd: end.map((id) => show(id, tokenizer.isSpecial(id))),
    completion,
    completionHidden: tokens.length - completion.length,
    truncated,
  };
}
