import type { ChatMessage, ConversationalTexts } from '../../core/dataset/preferencePair';
import type { EvaluationFailure } from '../../core/ports';
import { ChatTemplateError } from '../tokenizer/chatTemplateError';
import type { Encoding } from '../tokenizer/encoding';
import { renderChat } from '../tokenizer/renderChat';
import type { TextTokenizer } from '../tokenizer/textTokenizer';
import type { Convention } from './convention';
import type { EncodedSequence } from './encodedPair';
import { joinSequence } from './encodedSequence';
import { notInConvention } from './notInConvention';
import { promptTokens, slicePrompt } from './promptTokens';
import { renderJoint } from './renderConversation';

/**
 * allenai/open-instruct (open_instruct/dataset_transformation.py, `preference_tulu_tokenize_and_truncate_v1_2`, which is
 * what dpo.py runs): each conversation is rendered whole by the chat template and tokenised without further special
 * tokens; its last assistant turn is the completion, end marker included; the first `maxLength` tokens are kept.
 */
export const openInstructConvention: Convention = {
  name: 'open-instruct',
  encode(tokenizer, texts, { maxLength }) {
    if (texts.format === 'standard') {
      return notInConvention('The convention open-instruct reads conversations only, and this row is plain text; choose trl for it.');
    }
    try {
      const chosen = encodeConversation(tokenizer, texts, texts.chosen, maxLength);
      if ('code' in chosen) return chosen;
      const rejected = encodeConversation(tokenizer, texts, texts.rejected, maxLength);
      return 'code' in rejected ? rejected : { chosen, rejected };
    } catch (error) {
      if (ChatTemplateError.is(error)) return { code: error.code, message: error.message };
      throw error;
    }
  },
};

/** A range of tokens: the last assistant turn behind its header, end marker included. */
interface TurnSpan {
  readonly first: number;
  readonly end: number;
}

function encodeConversation(
  tokenizer: TextTokenizer,
  { prompt }: ConversationalTexts,
  response: readonly ChatMessage[],
  maxLength: number,
): EncodedSequence | EvaluationFailure {
  const messages = [...prompt, ...response];
  const last = messages.findLastIndex(({ role }) => role === 'assistant');
  if (last < 0) return dropped('has no assistant turn');
  const rendered = renderJoint(response, '', (turns) => render(tokenizer, [...prompt, ...turns], false));
  const parts = turnTexts(tokenizer, messages, last);
  if (parts === null) return dropped('has a last turn that the chat template does not render behind the turns before it');
  const encoding = tokenizer.encode(rendered.text, { addSpecialTokens: false });
  const isStable = parts.header.length <= parts.through.length && [parts.header, parts.through].every((part) => rendered.text.startsWith(part));
  const span = isStable ? spanByOffsets(encoding, parts) : spanByCounts(tokenizer, parts, maxLength);
  if (!isStable && !covers(rendered.text, encoding, { ...span, messages, last, maxLength })) return dropped('cannot be told apart from the turns around it');
  const end = Math.min(span.end, maxLength, encoding.ids.length);
  if (span.first >= end) return span.first >= maxLength ? promptFills(span.first, maxLength) : dropped('has no token of its own');
  const kept = firstTokens(encoding, span.end);
  const sequence = { prompt: slicePrompt(promptTokens(rendered.text, encoding), 0, span.first), encoding: kept, first: span.first, offset: 0, layout: rendered.layout, endId: null, boundaryMoved: !isStable };
  return joinSequence(sequence, { completion: end - span.first, whole: Infinity });
}

/** No tools and no template variables of the row: that package does not hand them on. */
function render(tokenizer: TextTokenizer, messages: readonly ChatMessage[], addGenerationPrompt: boolean): string {
  return renderChat(tokenizer, messages, { addGenerationPrompt });
}

/** The conversation up to the turn's header, and through its end; null where the template refuses such a beginning. */
function turnTexts(tokenizer: TextTokenizer, messages: readonly ChatMessage[], last: number): { header: string; through: string } | null {
  try {
    return {
      header: last === 0 ? '' : render(tokenizer, messages.slice(0, last), true),
      through: render(tokenizer, messages.slice(0, last + 1), false),
    };
  } catch (error) {
    if (ChatTemplateError.is(error) && error.code === 'template-failed') return null;
    throw error;
  }
}

/** The tokens that touch the turn. */
function spanByOffsets({ starts, ends }: Encoding, { header, through }: { readonly header: string; readonly through: string }): TurnSpan {
  const touches = (_: number, index: number): boolean => {
    const start = starts[index] ?? 0;
    // A token that is nothing but an invented prefix counts as the character that it stands before.
    return start < through.length && Math.max(ends[index] ?? 0, start + 1) > header.length;
  };
  const first = starts.findIndex(touches);
  return first < 0 ? { first: starts.length, end: starts.length } : { first, end: starts.findLastIndex(touches) + 1 };
}

/** Where the beginnings of a conversation are rendered otherwise than in the whole, their tokens are counted instead. */
function spanByCounts(tokenizer: TextTokenizer, { header, through }: { readonly header: string; readonly through: string }, maxLength: number): TurnSpan {
  const count = (text: string): number => Math.min(tokenizer.encode(text, { addSpecialTokens: false }).ids.length, maxLength);
  return { first: header === '' ? 0 : count(header), end: count(through) };
}

interface CountedSpan extends TurnSpan {
  readonly messages: readonly ChatMessage[];
  readonly last: number;
  readonly maxLength: number;
}

/** The check of that package on a counted span: it begins with the turn's content and holds no later turn's. */
function covers(text: string, { ids, starts, ends }: Encoding, { first, end, messages, last, maxLength }: CountedSpan): boolean {
  const content = messages[last]?.content ?? '';
  const reached = Math.min(end, ids.length, maxLength);
  if (content === '' || !text.includes(content) || first >= reached) return true;
  const covered = text.slice(starts[first], ends[reached - 1]).trimStart();
  if (end >= Math.min(ids.length, maxLength) && covered !== '' && content.startsWith(covered)) return true;
  if (!covered.startsWith(content)) return false;
  const rest = covered.slice(content.length);
  return messages.slice(last + 1).every((later) => later.content === '' || !rest.includes(later.content));
}

function firstTokens({ ids, starts, ends, special, exact }: Encoding, count: number): Encoding {
  return { ids: ids.slice(0, count), starts: starts.slice(0, count), ends: ends.slice(0, count), special: special.slice(0, count), exact };
}

function dropped(why: string): EvaluationFailure {
  return notInConvention(`The conversation ${why}, so open-instruct drops the row; end both responses with an assistant turn, or choose trl.`);
}

function promptFills(tokens: number, maxLength: number): EvaluationFailure {
  return {
    code: 'prompt-fills-max-length',
    message: `The turns before the response have ${String(tokens)} tokens or more, which leaves no room for it within ${String(maxLength)}; the trainer drops such rows, so shorten the prompt or raise the maximal length.`,
  };
}
