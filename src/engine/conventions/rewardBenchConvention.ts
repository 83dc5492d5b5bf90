import { responseText, type ChatMessage, type PairTexts } from '../../core/dataset/preferencePair';
import type { EvaluationFailure } from '../../core/ports';
import { ChatTemplateError } from '../tokenizer/chatTemplateError';
import type { Encoding } from '../tokenizer/encoding';
import { renderChat } from '../tokenizer/renderChat';
import type { TextTokenizer } from '../tokenizer/textTokenizer';
import type { Convention } from './convention';
import type { EncodedPair, EncodedSequence } from './encodedPair';
import { beginsWith, joinSequence } from './encodedSequence';
import { notInConvention } from './notInConvention';
import { promptTokens, slicePrompt, withMarker } from './promptTokens';
import { renderJoint, type JointText } from './renderConversation';
import type { Segment } from './responseLayout';

/** `max_prompt_length` of DPOInference: what is left of a prompt once a sequence is too long. */
const maxPromptLength = 128;

/** A pair as that package sees it: turns of user and assistant in turn, and one string for each response. */
interface Dialogue {
  readonly turns: readonly ChatMessage[];
  readonly chosen: Answer;
  readonly rejected: Answer;
}

interface Answer {
  readonly content: string;
  /** Offset of the content in responseText(). */
  readonly start: number;
}

/**
 * allenai/reward-bench (rewardbench/utils.py, `prepare_dialogue_from_tokenizer`, and rewardbench/dpo.py, `tokenize_row`):
 * every row is a conversation, rendered without a generation prompt; the prompt's text is taken out of the rendered whole
 * wherever it occurs; a beginning token is put in front and an end token behind, whatever the template wrote. Of a pair
 * that is too long the last 128 tokens of the prompt are kept, and then the start of the response.
 */
export const rewardBenchConvention: Convention = {
  name: 'reward-bench',
  encode(tokenizer, texts, { maxLength }) {
    const dialogue = dialogueOf(texts);
    if ('code' in dialogue) return dialogue;
    const end = tokenizer.eosToken;
    if (end === null) return notInConvention('The convention reward-bench appends an end token, and this tokenizer has none; choose trl.');
    try {
      return encodeDialogue(tokenizer, dialogue, { beginId: tokenizer.bosToken?.id ?? end.id, endId: end.id, maxLength });
    } catch (error) {
      if (ChatTemplateError.is(error)) return { code: error.code, message: error.message };
      throw error;
    }
  },
};

function dialogueOf(texts: PairTexts): Dialogue | EvaluationFailure {
  if (texts.format === 'standard') {
    const turns = [{ role: 'user', content: texts.prompt }];
    return { turns, chosen: { content: texts.chosen, start: 0 }, rejected: { content: texts.rejected, start: 0 } };
  }
  const turns = [...texts.prompt, ...texts.chosen.slice(0, -1)].map(({ content }, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content }));
  if (turns.length % 2 === 0) {
    return notInConvention(
      `RewardBench takes the turns before the response for user and assistant in turn, and stops at ${String(turns.length)} of them; make their number odd (a system turn counts), or choose trl.`,
    );
  }
  return { turns, chosen: lastOf(texts.chosen), rejected: lastOf(texts.rejected) };
}

function lastOf(response: readonly ChatMessage[]): Answer {
  const content = response.at(-1)?.content ?? '';
  return { content, start: responseText(response).length - content.length };
}

interface Markers {
  readonly beginId: number;
  readonly endId: number;
  readonly maxLength: number;
}

function encodeDialogue(tokenizer: TextTokenizer, { turns, chosen, rejected }: Dialogue, markers: Markers): EncodedPair | EvaluationFailure {
  const render = (messages: readonly ChatMessage[]): string => renderDialogue(tokenizer, messages);
  const prompt = render(turns);
  const split = ({ content, start }: Answer): SplitAnswer | null => {
    const whole = renderJoint([{ role: 'assistant', content }], prompt, (response) => render([...turns, ...response]));
    return splitAnswer(tokenizer, prompt, withoutPrompt(moved(whole, start), prompt));
  };
  const [first, second] = [split(chosen), split(rejected)];
  if (first === null || second === null) {
    return notInConvention('Prompt and response together have fewer tokens than the prompt alone, which RewardBench refuses; change how the response begins.');
  }
  const longer = Math.max(answerLength(first), answerLength(second)) + 1;
  return { chosen: cut(first, longer, markers), rejected: cut(second, longer, markers) };
}

/** By the tokenizer's chat template, or by FastChat's "tulu", the default of that package, where there is none. */
function renderDialogue(tokenizer: TextTokenizer, messages: readonly ChatMessage[]): string {
  if (tokenizer.chatTemplate !== null) return renderChat(tokenizer, messages, { addGenerationPrompt: false });
  return messages.map(({ role, content }) => `<|${role}|>\n${content === '' ? '' : `${content}\n`}`).join('');
}

function moved({ text, layout }: JointText, by: number): JointText {
  const segments = layout.segments.map((segment) => ({ ...segment, responseStart: segment.responseStart + by }));
  return { text, layout: { ...layout, segments } };
}

/** Every occurrence of the prompt is taken out, in the response as well. */
function withoutPrompt({ text, layout }: JointText, prompt: string): JointText {
  const found = occurrences(text, prompt);
  const before = (offset: number): number => offset - found.reduce((sum, at) => sum + Math.min(Math.max(offset - at, 0), prompt.length), 0);
  const segments = layout.segments
    .flatMap((segment) => keptPieces(segment, found, prompt.length))
    .map(({ from, to, responseStart }) => ({ from: before(from), to: before(to), responseStart }));
  return { text: text.replaceAll(prompt, ''), layout: { segments, realFrom: before(layout.realFrom), realTo: before(layout.realTo) } };
}

function occurrences(text: string, part: string): number[] {
  const found: number[] = [];
  if (part === '') return found;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) found.push(at);
  return found;
}

/** The pieces of a segment that lie between the cuts. */
function keptPieces({ from, to, responseStart }: Segment, cuts: readonly number[], length: number): Segment[] {
  const pieces: Segment[] = [];
  let at = from;
  for (const start of [...cuts, Infinity]) {
    const end = Math.min(start, to);
    if (end > at) pieces.push({ from: at, to: end, responseStart: responseStart + at - from });
    at = Math.max(at, start + length);
  }
  return pieces;
}

interface SplitAnswer {
  /** The prompt and what follows it. */
  readonly text: string;
  /** Prompt and answer, tokenised together. */
  readonly joint: Encoding;
  /** Index of the answer's first token: one earlier than the prompt is long where the two merge. */
  readonly first: number;
  readonly merged: boolean;
  readonly layout: JointText['layout'];
}

/** Null where that package stops: the joint text has fewer tokens than the prompt. */
function splitAnswer(tokenizer: TextTokenizer, prompt: string, { text, layout }: JointText): SplitAnswer | null {
  const promptIds = tokenizer.encode(prompt, { addSpecialTokens: false }).ids;
  const whole = prompt + text;
  const joint = tokenizer.encode(whole, { addSpecialTokens: false });
  if (joint.ids.length < promptIds.length) return null;
  const merged = !beginsWith(joint.ids, promptIds);
  const shifted = layout.segments.map(({ from, to, responseStart }) => ({ from: from + prompt.length, to: to + prompt.length, responseStart }));
  return {
    text: whole,
    joint,
    first: promptIds.length - (merged ? 1 : 0),
    merged,
    layout: { segments: shifted, realFrom: layout.realFrom + prompt.length, realTo: layout.realTo + prompt.length },
  };
}

function answerLength({ joint, first }: SplitAnswer): number {
  return joint.ids.length - first;
}

function cut({ text, joint, first, merged, layout }: SplitAnswer, longer: number, { beginId, endId, maxLength }: Markers): EncodedSequence {
  const whole = withMarker(slicePrompt(promptTokens(text, joint), 0, first), beginId);
  const prompt = whole.ids.length + longer > maxLength ? slicePrompt(whole, -maxPromptLength) : whole;
  const completion = prompt.ids.length + longer > maxLength ? Math.max(maxLength - maxPromptLength, 0) : Infinity;
  return joinSequence({ prompt, encoding: joint, first, offset: 0, layout, endId, boundaryMoved: merged }, { completion, whole: Infinity });
}
