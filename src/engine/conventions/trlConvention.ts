import type { ChatMessage, ConversationalTexts, PairTexts, StandardTexts } from '../../core/dataset/preferencePair';
import type { EvaluationFailure } from '../../core/ports';
import { ChatTemplateError } from '../tokenizer/chatTemplateError';
import type { RenderOptions } from '../tokenizer/chatTemplate';
import { renderChat } from '../tokenizer/renderChat';
import type { TextTokenizer } from '../tokenizer/textTokenizer';
import { chatSkeleton, type ChatSkeleton } from './chatSkeleton';
import type { Convention } from './convention';
import { cutSequence } from './encodedSequence';
import type { EncodedPair } from './encodedPair';
import { locateResponse } from './locateResponse';
import type { ResponseLayout } from './responseLayout';

/** A prompt and both responses as the tokenizer gets them. */
interface PairOfTexts {
  readonly prompt: string;
  readonly chosen: JointText;
  readonly rejected: JointText;
  /** Let the tokenizer add its own markers around each text. */
  readonly addSpecialTokens: boolean;
}

/** Prompt and response together. */
interface JointText {
  readonly text: string;
  readonly layout: ResponseLayout;
}

/**
 * TRL's DPOTrainer from 0.29 on (trl/trainer/dpo_trainer.py, _prepare_dataset): prompt and completion tokenised
 * together, the completion being what comes after as many tokens as the prompt has alone; truncation keeps the start.
 */
export const trlConvention: Convention = {
  name: 'trl',
  encode(tokenizer, texts, { maxLength }) {
    try {
      return encodeTexts(tokenizer, pairOfTexts(tokenizer, texts), maxLength);
    } catch (error) {
      if (ChatTemplateError.is(error)) return { code: error.code, message: error.message };
      throw error;
    }
  },
};

function pairOfTexts(tokenizer: TextTokenizer, texts: PairTexts): PairOfTexts {
  return texts.format === 'standard' ? standardTexts(tokenizer, texts) : conversationalTexts(tokenizer, texts);
}

function encodeTexts(tokenizer: TextTokenizer, texts: PairOfTexts, maxLength: number): EncodedPair | EvaluationFailure {
  const { addSpecialTokens } = texts;
  const prompt = tokenizer.encode(texts.prompt, { addSpecialTokens }).ids;
  if (prompt.length >= maxLength) return promptFillsMaxLength(prompt.length, maxLength);
  const cut = ({ text, layout }: JointText) =>
    cutSequence(prompt, tokenizer.encode(text, { addSpecialTokens }), layout, maxLength);
  return { chosen: cut(texts.chosen), rejected: cut(texts.rejected) };
}

/** TRL keeps a row only if its prompt has fewer tokens than max_length: otherwise no completion token would survive. */
function promptFillsMaxLength(tokens: number, maxLength: number): EvaluationFailure {
  return {
    code: 'prompt-fills-max-length',
    message: `The prompt alone has ${String(tokens)} tokens, which leaves no room for a response within ${String(maxLength)}; the trainer drops such rows, so shorten the prompt or raise the maximal length.`,
  };
}

function standardTexts(tokenizer: TextTokenizer, { prompt, chosen, rejected }: StandardTexts): PairOfTexts {
  const end = tokenizer.eosToken?.text ?? '';
  return {
    prompt,
    chosen: withEnd(prompt, chosen, end),
    rejected: withEnd(prompt, rejected, end),
    addSpecialTokens: true,
  };
}

/** The end marker is appended unless the response has it already; even then it is no part of the real response. */
function withEnd(prompt: string, response: string, end: string): JointText {
  const ended = response.endsWith(end);
  const from = prompt.length;
  const to = from + response.length;
  return {
    text: prompt + response + (ended ? '' : end),
    layout: {
      segments: response === '' ? [] : [{ from, to, responseStart: 0 }],
      realFrom: from,
      realTo: ended ? to - end.length : to,
    },
  };
}

function conversationalTexts(tokenizer: TextTokenizer, texts: ConversationalTexts): PairOfTexts {
  const render = (messages: readonly ChatMessage[], addGenerationPrompt: boolean): string =>
    renderChat(tokenizer, messages, renderOptions(texts, addGenerationPrompt));
  const prompt = render(texts.prompt, true);
  const skeletons = new Map<string, ChatSkeleton | null>();
  const joint = (response: readonly ChatMessage[]): JointText => {
    const whole = (turns: readonly ChatMessage[]): string => render([...texts.prompt, ...turns], false);
    const text = whole(response);
    // The two responses mostly have the same roles, and then the same skeleton.
    const roles = JSON.stringify(response.map(({ role }) => role));
    const skeleton = skeletons.get(roles) ?? safeSkeleton(response, whole);
    skeletons.set(roles, skeleton);
    return { text, layout: locateResponse(text, response, skeleton, commonPrefixLength(prompt, text)) };
  };
  return { prompt, chosen: joint(texts.chosen), rejected: joint(texts.rejected), addSpecialTokens: false };
}

/** A template that takes the real contents may still refuse stand-ins; then they are searched for. */
function safeSkeleton(response: readonly ChatMessage[], render: (turns: readonly ChatMessage[]) => string): ChatSkeleton | null {
  try {
    return chatSkeleton(response, render);
  } catch (error) {
    if (ChatTemplateError.is(error)) return null;
    throw error;
  }
}

function renderOptions(texts: ConversationalTexts, addGenerationPrompt: boolean): RenderOptions {
  return {
    addGenerationPrompt,
    ...(texts.tools === undefined ? {} : { tools: texts.tools }),
    ...(texts.chatTemplateKwargs === undefined ? {} : { kwargs: texts.chatTemplateKwargs }),
  };
}

function commonPrefixLength(left: string, right: string): number {
  const most = Math.min(left.length, right.length);
  let length = 0;
  while (length < most && left.charCodeAt(length) === right.charCodeAt(length)) length += 1;
  return length;
}
