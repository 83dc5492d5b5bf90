import type { StandardTexts } from '../../core/dataset/preferencePair';
import type { EvaluationFailure } from '../../core/ports';
import type { Encoding } from '../tokenizer/encoding';
import type { TextTokenizer } from '../tokenizer/textTokenizer';
import type { Convention } from './convention';
import { joinSequence } from './encodedSequence';
import type { EncodedPair } from './encodedPair';
import { notInConvention } from './notInConvention';
import { promptTokens, slicePrompt, type PromptTokens } from './promptTokens';
import { plainLayout } from './responseLayout';

/** How HH-RLHF prompts end; the reference implementation keeps the end of these, and the start of all others. */
const transcriptEnd = '\n\nAssistant:';

/**
 * The reference implementation of DPO (eric-mitchell/direct-preference-optimization, `tokenize_batch_element`): prompt and
 * responses tokenised apart without special tokens, an end token appended; when prompt and the longer response exceed
 * `maxLength`, the prompt is cut to half of that, then both responses to the other half.
 */
export const mitchellConvention: Convention = {
  name: 'mitchell',
  encode(tokenizer, texts, { maxLength }) {
    if (texts.format === 'conversational') {
      return notInConvention('The convention mitchell reads plain text only, and this row is a conversation; choose trl for it.');
    }
    const end = tokenizer.eosToken;
    if (end === null) return notInConvention('The convention mitchell appends an end token, and this tokenizer has none; choose trl.');
    return encodeTexts(tokenizer, texts, end.id, maxLength);
  },
};

function encodeTexts(tokenizer: TextTokenizer, texts: StandardTexts, endId: number, maxLength: number): EncodedPair | EvaluationFailure {
  const encode = (text: string): Encoding => tokenizer.encode(text, { addSpecialTokens: false });
  const [prompt, chosen, rejected] = [encode(texts.prompt), encode(texts.chosen), encode(texts.rejected)];
  if ([prompt, chosen, rejected].some(({ ids }) => ids.includes(endId))) {
    return notInConvention('The text holds the end token, which the reference implementation of DPO refuses; take it out of the row.');
  }
  const longer = Math.max(chosen.ids.length, rejected.ids.length) + 1;
  const maxPromptLength = Math.floor(maxLength / 2);
  const whole = promptTokens(texts.prompt, prompt);
  const kept = prompt.ids.length + longer > maxLength ? cutPrompt(whole, maxPromptLength) : whole;
  const completion = kept.ids.length + longer > maxLength ? maxLength - maxPromptLength : Infinity;
  const join = (encoding: Encoding, text: string) =>
    joinSequence(
      { prompt: kept, encoding, first: 0, offset: 0, layout: plainLayout(text, ''), endId, boundaryMoved: false },
      { completion, whole: Infinity },
    );
  return { chosen: join(chosen, texts.chosen), rejected: join(rejected, texts.rejected) };
}

function cutPrompt(prompt: PromptTokens, length: number): PromptTokens {
  return prompt.text.endsWith(transcriptEnd) ? slicePrompt(prompt, -length) : slicePrompt(prompt, 0, length);
}
