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

function completionToken(joint: Encoding, index: number, layout: ResponseLayout): CompletionToken {
  const start = joint.starts[index] ?? -1;
  const span = start < 0 ? null : responseSpan(layout, start, joint.ends[index] ?? start);
  const control = joint.special[index] === 1;
  return { start: span?.start ?? null, end: span?.end ?? null, special: control || span === null };
}

function countThroughLastReal(joint: Encoding, first: number, count: number, layout: ResponseLayout): number {
  for (let index = count; index > 0; index -= 1) {
    const start = joint.starts[first + index - 1] ?? -1;
    const end = joint.ends[first + index - 1] ?? -1;
    if (start >= 0 && start < layout.realTo && end > layout.realFrom) return index;
  }
  return 0;
}
