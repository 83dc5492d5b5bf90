import type { Encoding } from '../tokenizer/encoding';
import type { CompletionToken, EncodedSequence } from './encodedPair';
import { responseSpan, type ResponseLayout } from './responseLayout';

/**
 * TRL 0.29 to 1.14: the prompt's own tokens, then those tokens of prompt and completion together that come after as
 * many; where the prompt's tokens are not how the whole begins, the trainer warns and cuts all the same. (From 1.15 on
 * it cuts where the two diverge. Both agree whenever the boundary has not moved.) The end is cut at the maximal length.
 */
export function cutSequence(
  promptIds: readonly number[],
  joint: Encoding,
  layout: ResponseLayout,
  maxLength: number,
): EncodedSequence {
  const promptLength = promptIds.length;
  const completion = joint.ids.slice(promptLength, Math.max(promptLength, maxLength));
  const tokens = completion.map((_, index) => completionToken(joint, promptLength + index, layout));
  return {
    ids: [...promptIds, ...completion],
    promptLength,
    truncated: joint.ids.length > promptLength + completion.length,
    realEnd: promptLength + countThroughLastReal(joint, promptLength, completion.length, layout),
    boundaryMoved: promptIds.some((id, index) => joint.ids[index] !== id),
    tokens,
  };
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

export interface SeparateSequence {
  readonly promptIds: readonly number[];
  /** The completion tokenised by itself. */
  readonly completion: Encoding;
  /** Where the completion begins in the text that the layout is about. */
  readonly offset: number;
  readonly layout: ResponseLayout;
  /** Appended whatever the completion ends in. */
  readonly endId: number | null;
}

export interface SeparateLimits {
  /** Tokens of the completion that are kept, from its start, end token included. */
  readonly completion: number;
  /** Tokens of the whole that are kept, from its end. */
  readonly whole: number;
}

/** Prompt and completion tokenised apart, an end token appended, then cut. */
export function joinSequence({ promptIds, completion, offset, layout, endId }: SeparateSequence, limits: SeparateLimits): EncodedSequence {
  const ended = endId === null ? completion.ids : [...completion.ids, endId];
  const ids = [...promptIds, ...ended.slice(0, limits.completion)];
  const cut = Math.max(ids.length - limits.whole, 0);
  const promptLength = Math.max(promptIds.length - cut, 0);
  const cutCompletion = Math.max(cut - promptIds.length, 0);
  const appended: CompletionToken = { start: null, end: null, special: true };
  const tokens = ended.map((_, index) => (index < completion.ids.length ? completionToken(completion, index, layout, offset) : appended));
  const real = Math.min(countThroughLastReal(completion, 0, completion.ids.length, layout, offset), limits.completion);
  return {
    ids: ids.slice(cut),
    promptLength,
    truncated: cutCompletion > 0 || ended.length > limits.completion,
    realEnd: promptLength + Math.max(real - cutCompletion, 0),
    boundaryMoved: false,
    tokens: tokens.slice(cutCompletion, limits.completion),
  };
}
