import type { GameTexts } from '../../core/attribution/promptGame';
import type { ChatMessage, PairTexts } from '../../core/dataset/preferencePair';
import type { EvaluationFailure } from '../../core/ports';
import { encodePair, type EncodePairOptions } from '../conventions/encodePair';
import type { EncodedSequence } from '../conventions/encodedPair';
import type { TextTokenizer } from '../tokenizer/textTokenizer';

/** What is needed to encode a game as a trainer would. */
export interface GameEncoder {
  readonly tokenizer: TextTokenizer;
  readonly options: EncodePairOptions;
}

/**
 * Prompt and response as tokens, one sequence a response. Two responses are encoded as the pair that they are; where there are
 * more, each by itself.
 */
export function encodeGame({ tokenizer, options }: GameEncoder, texts: GameTexts): readonly EncodedSequence[] | EvaluationFailure {
  const sequences: EncodedSequence[] = [];
  for (const pair of pairsOf(texts)) {
    const encoded = encodePair(tokenizer, pair, options);
    if ('code' in encoded) return encoded;
    sequences.push(encoded.chosen, ...(texts.responses.length === 2 ? [encoded.rejected] : []));
  }
  return sequences;
}

/** The game with another prompt: the contents of its messages, one for a standard prompt. */
export function withPrompt(texts: GameTexts, contents: readonly string[]): GameTexts {
  if (texts.format === 'standard') return { ...texts, prompt: contents[0] ?? '' };
  return { ...texts, prompt: texts.prompt.map((message, index) => ({ ...message, content: contents[index] ?? '' })) };
}

/** The user's text, message by message; one message of no role for a standard prompt. */
export function promptMessages(texts: GameTexts): readonly ChatMessage[] {
  return texts.format === 'standard' ? [{ role: '', content: texts.prompt }] : texts.prompt;
}

function pairsOf(texts: GameTexts): readonly PairTexts[] {
  if (texts.format === 'standard') {
    const { format, prompt, responses } = texts;
    return couples(responses).map(([chosen, rejected]) => ({ format, prompt, chosen, rejected }));
  }
  const { responses, ...rest } = texts;
  return couples(responses).map(([chosen, rejected]) => ({ ...rest, chosen, rejected }));
}

function couples<T>(responses: readonly T[]): readonly (readonly [T, T])[] {
  const [first, second] = responses;
  if (responses.length === 2 && first !== undefined && second !== undefined) return [[first, second]];
  return responses.map((response) => [response, response]);
}
