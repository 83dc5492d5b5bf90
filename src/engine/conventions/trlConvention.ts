import type { PairTexts, StandardTexts } from '../../core/dataset/preferencePair';
import type { EvaluationFailure } from '../../core/ports';
import { ChatTemplateError } from '../tokenizer/chatTemplateError';
import type { TextTokenizer } from '../tokenizer/textTokenizer';
import type { Convention } from './convention';
import { cutSequence } from './encodedSequence';
import type { EncodedPair } from './encodedPair';
import { renderConversation, type JointText, type JointTexts } from './renderConversation';

/** A prompt and both responses as the tokenizer gets them. */
interface PairOfTexts extends JointTexts {
  /** Let the tokenizer add its own markers around each text. */
  readonly addSpecialTokens: boolean;
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
  return texts.format === 'standard' ? standardTexts(tokenizer, texts) : { ...renderConversation(tokenizer, texts), addSpecialTokens: false };
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
