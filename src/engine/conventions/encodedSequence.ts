import type { Encoding } from '../tokenizer/encoding';
import type { CompletionToken, EncodedSequence } from './encodedPair';
import { slicePrompt, type PromptTokens } from './promptTokens';
import { responseSpan, type ResponseLayout } from './responseLayout';

export interface JointLimits {
  /** How many of the prompt's own tokens are kept; the completion is what comes after as many of the whole. */
  readonly promptLength: number;
  /** Tokens of the whole that are kept, from its start. */
  readonly maxLength: number;
}

/**
 * TRL from 0.29 on: the first of the prompt's own tokens, then those tokens of prompt and completion together that come
 * after as many, whether or not the prompt's tokens are how the whole begins.
 */
export function cutSequence(
  prompt: PromptTokens,
  joint: Encoding,
  layout: ResponseLayout,
  { promptLength, maxLength }: JointLimits,
): EncodedSequence {
  const completion = joint.ids.slice(promptLength, Math.max(promptLength, maxLength));
  const tokens = completion.map((_, index) => completionToken(joint, promptLength + index, layout));
  return {
    ids: [...prompt.ids.slice(0, promptLength), ...completion],
    promptLength,
    prompt: slicePrompt(prompt, 0, promptLength),
    truncated: joint.ids.length > promptLength + completion.length,
    realEnd: promptLength + countThroughLastReal(joint, promptLength, completion.length, layout),
    boundaryMoved: !beginsWith(joint.ids, prompt.ids),
    tokens,
  };
}

export function beginsWith(ids: readonly number[], prefix: readonly number[]): boolean {
  return prefix.every((id, index) => ids[index] === id);
}

/** `offset`: where the encoded text begins in the text that the layout is about. */
function completionToken(encoding: Encoding, index: number, layout: ResponseLayout, offset = 0): CompletionToken {
  const start = encoding.starts[index] ?? -1;
  const span = start < 0 ? null : responseSpan(layout, start + offset, (encoding.ends[index] ?? start) + offset);
  const control = encoding.special[index] === 1;
  return { start: span?.start ?? null, end: span?.end ?? null, special: control || span === null };
}

function countThroughLastReal(encoding: Encoding, first: number, count: number, layout: ResponseLayout, offset = 0): number {
  for (let index = count; index > 0; index -= 1) {
    const start = encoding.starts[first + index - 1] ?? -1;
    const end = encoding.ends[first + index - 1] ?? -1;
    if (start >= 0 && start + offset < layout.realTo && end + offset > layout.realFrom) return index;
  }
  return 0;
}

export interface PromptAndCompletion {
  readonly prompt: PromptTokens;
  /** The tokens that the completion is taken from. */
  readonly encoding: Encoding;
  /** Index of its first token that belongs to the completion; all from there on do. */
  readonly first: number;
  /** Where the encoded text begins in the text that the layout is about. */
  readonly offset: number;
  readonly layout: ResponseLayout;
  /** Appended whatever the completion ends in. */
  readonly endId: number | null;
  readonly boundaryMoved: boolean;
}

export interface SeparateLimits {
  /** Tokens of the completion that are kept, from its start, end token included. */
  readonly completion: number;
  /** Tokens of the whole that are kept, from its end. */
  readonly whole: number;
}

/** Prompt and completion put together, with an end token appended, then cut. */
export function joinSequence(parts: PromptAndCompletion, limits: SeparateLimits): EncodedSequence {
  const { prompt, encoding, first, offset, layout, endId } = parts;
  const own = encoding.ids.slice(first);
  const ended = endId === null ? own : [...own, endId];
  const ids = [...prompt.ids, ...ended.slice(0, limits.completion)];
  const cut = Math.max(ids.length - limits.whole, 0);
  const kept = slicePrompt(prompt, Math.min(cut, prompt.ids.length));
  const promptLength = kept.ids.length;
  const cutCompletion = Math.max(cut - prompt.ids.length, 0);
  const tokens = ended.map((_, index) => (index < own.length ? completionToken(encoding, first + index, layout, offset) : appended));
  const real = Math.min(countThroughLastReal(encoding, first, own.length, layout, offset), limits.completion);
  return {
    ids: ids.slice(cut),
    promptLength,
    prompt: kept,
    truncated: cutCompletion > 0 || ended.length > limits.completion,
    realEnd: promptLength + Math.max(real - cutCompletion, 0),
    boundaryMoved: parts.boundaryMoved,
    tokens: tokens.slice(cutCompletion, limits.completion),
  };
}

const appended: CompletionToken = { start: null, end: null, special: true };
