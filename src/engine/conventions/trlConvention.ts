import type { PairTexts, StandardTexts } from '../../core/dataset/preferencePair';
import type { ConventionName, EvaluationFailure } from '../../core/ports';
import { ChatTemplateError } from '../tokenizer/chatTemplateError';
import type { Encoding } from '../tokenizer/encoding';
import type { TextTokenizer } from '../tokenizer/textTokenizer';
import type { Convention } from './convention';
import { cutSequence } from './encodedSequence';
import type { EncodedPair } from './encodedPair';
import { promptTokens } from './promptTokens';
import { renderConversation, type JointText, type JointTexts } from './renderConversation';

/** A prompt and both responses as the tokenizer gets them. */
interface PairOfTexts extends JointTexts {
  /** Let the tokenizer add its own markers around each text. */
  readonly addSpecialTokens: boolean;
}

/** How many tokens of the prompt stay in front of the completions. */
type PromptCut = (promptIds: readonly number[], chosenIds: readonly number[], rejectedIds: readonly number[]) => number;

/**
 * TRL's DPOTrainer from 1.15 on (trl/trainer/dpo_trainer.py, _prepare_dataset): prompt and completion tokenised together;
 * the completions begin where prompt alone and prompt with completion diverge, on whichever side that is earlier;
 * truncation keeps the start.
 */
export const trlConvention: Convention = trlJoint('trl', (promptIds, chosenIds, rejectedIds) =>
  Math.min(commonLength(promptIds, chosenIds), commonLength(promptIds, rejectedIds)),
);

/** The same from 0.29 to 1.14: the completion is what comes after as many tokens as the prompt has alone. */
export const trl114Convention: Convention = trlJoint('trl-1.14', (promptIds) => promptIds.length);

function trlJoint(name: ConventionName, promptCut: PromptCut): Convention {
  return {
    name,
    encode(tokenizer, texts, { maxLength }) {
      try {
        return encodeTexts(tokenizer, pairOfTexts(tokenizer, texts), maxLength, promptCut);
      } catch (error) {
        if (ChatTemplateError.is(error)) return { code: error.code, message: error.message };
        throw error;
      }
    },
  };
}

function commonLength(left: readonly number[], right: readonly number[]): number {
  const divergence = left.findIndex((id, index) => right[index] !== id);
  return divergence < 0 ? left.length : divergence;
}

function pairOfTexts(tokenizer: TextTokenizer, texts: PairTexts): PairOfTexts {
  return texts.format === 'standard' ? standardTexts(tokenizer, texts) : { ...renderConversation(tokenizer, texts), addSpecialTokens: false };
}

function encodeTexts(tokenizer: TextTokenizer, texts: PairOfTexts, maxLength: number, promptCut: PromptCut): EncodedPair | EvaluationFailure {
  const encode = (text: string): Encoding => tokenizer.encode(text, { addSpecialTokens: texts.addSpecialTokens });
  const prompt = promptTokens(texts.prompt, encode(texts.prompt));
  const [chosen, rejected] = [encode(texts.chosen.text), encode(texts.rejected.text)];
  const promptLength = promptCut(prompt.ids, chosen.ids, rejected.ids);
  if (promptLength >= maxLength) return promptFillsMaxLength(promptLength, maxLength);
  const cut = (joint: Encoding, { layout }: JointText) => cutSequence(prompt, joint, layout, { promptLength, maxLength });
  return { chosen: cut(chosen, texts.chosen), rejected: cut(rejected, texts.rejected) };
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
