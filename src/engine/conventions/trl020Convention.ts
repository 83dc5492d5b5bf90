import type { PairTexts } from '../../core/dataset/preferencePair';
import type { EvaluationFailure } from '../../core/ports';
import { ChatTemplateError } from '../tokenizer/chatTemplateError';
import type { TextTokenizer } from '../tokenizer/textTokenizer';
import type { Convention } from './convention';
import { joinSequence } from './encodedSequence';
import type { EncodedPair } from './encodedPair';
import { promptTokens, slicePrompt } from './promptTokens';
import { commonPrefixLength, renderConversation, type JointText } from './renderConversation';
import { plainLayout, type ResponseLayout } from './responseLayout';

/** DPOConfig's default `max_prompt_length`: the end of the prompt is kept. */
const maxPromptLength = 512;

/** A pair as the texts that are tokenised, each by itself. */
interface SeparateTexts {
  readonly prompt: string;
  readonly chosen: SeparateText;
  readonly rejected: SeparateText;
}

interface SeparateText {
  readonly text: string;
  /** Where the text begins in what the layout is about. */
  readonly offset: number;
  readonly layout: ResponseLayout;
}

/**
 * TRL's DPOTrainer from 0.12 to 0.28 (`tokenize_row`, `concatenated_forward`; checked on 0.20): prompt and completions
 * tokenised apart without special tokens, an end token appended to every completion (a second one where a chat template
 * wrote one), the last 512 tokens of the prompt kept, and of the whole the last `maxLength`.
 */
export const trl020Convention: Convention = {
  name: 'trl-0.20',
  encode(tokenizer, texts, { maxLength }) {
    try {
      return encodeTexts(tokenizer, separateTexts(tokenizer, texts), maxLength);
    } catch (error) {
      if (ChatTemplateError.is(error)) return { code: error.code, message: error.message };
      throw error;
    }
  },
};

function encodeTexts(tokenizer: TextTokenizer, texts: SeparateTexts, maxLength: number): EncodedPair | EvaluationFailure {
  const encode = (text: string) => tokenizer.encode(text, { addSpecialTokens: false });
  const prompt = slicePrompt(promptTokens(texts.prompt, encode(texts.prompt)), -maxPromptLength);
  const endId = tokenizer.eosToken?.id ?? null;
  const join = ({ text, offset, layout }: SeparateText) =>
    joinSequence(
      { prompt, encoding: encode(text), first: 0, offset, layout, endId, boundaryMoved: false },
      { completion: Infinity, whole: maxLength },
    );
  return { chosen: join(texts.chosen), rejected: join(texts.rejected) };
}

function separateTexts(tokenizer: TextTokenizer, texts: PairTexts): SeparateTexts {
  if (texts.format === 'standard') {
    const end = tokenizer.eosToken?.text ?? '';
    return { prompt: texts.prompt, chosen: plainText(texts.chosen, end), rejected: plainText(texts.rejected, end) };
  }
  // The tools and template variables of a row came in later versions.
  const { format, prompt, chosen, rejected } = texts;
  const rendered = renderConversation(tokenizer, { format, prompt, chosen, rejected });
  // Templates of reasoning models open a thought with the generation prompt; TRL shortens the prompt to what is shared.
  const sharedWithChosen = commonPrefixLength(rendered.prompt, rendered.chosen.text);
  const shared = commonPrefixLength(rendered.prompt.slice(0, sharedWithChosen), rendered.rejected.text);
  return {
    prompt: rendered.prompt.slice(0, shared),
    chosen: behind(sharedWithChosen, rendered.chosen),
    rejected: behind(shared, rendered.rejected),
  };
}

function plainText(text: string, end: string): SeparateText {
  return { text, offset: 0, layout: plainLayout(text, end) };
}

function behind(offset: number, { text, layout }: JointText): SeparateText {
  return { text: text.slice(offset), offset, layout };
}
