import {
  BertPreTokenizer,
  ByteLevelPreTokenizer,
  DigitsPreTokenizer,
  MetaspacePreTokenizer,
  PunctuationPreTokenizer,
  SequencePreTokenizer,
  WhitespacePreTokenizer,
  WhitespaceSplitPreTokenizer,
  type PreTokenizer,
} from '@huggingface/tokenizers';
import type { JsonRecord } from './jsonRecord';
import { metaspaceWords } from './metaspaceWords';
import { punctuation } from './unicodeClasses';

/** GPT-2's pattern with Unicode's white space: \s of JavaScript has U+FEFF and lacks U+0085. */
const gpt2Pattern =
  /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;
const wordCharacter = String.raw`\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}`;
const whitespaceWords = new RegExp(String.raw`[${wordCharacter}]+|[^${wordCharacter}\p{White_Space}]+`, 'gu');
const bertWords = new RegExp(String.raw`${punctuation}|(?:(?!${punctuation})\P{White_Space})+`, 'gu');
const spacedWords = /\P{White_Space}+/gu;

/**
 * Puts right where version 0.2.0 of the library splits texts otherwise than the tokenizers that models are trained with
 * (the Rust library): white space, digits and words outside ASCII, runs of isolated punctuation, space marks.
 */
export function mendPreTokenizer(preTokenizer: PreTokenizer | null, config: unknown): void {
  const given = (config ?? {}) as JsonRecord;
  if (preTokenizer instanceof SequencePreTokenizer) {
    const members = given['pretokenizers'] as readonly unknown[];
    preTokenizer.tokenizers.forEach((member: PreTokenizer | null, index: number) => {
      mendPreTokenizer(member, members[index]);
    });
  } else if (preTokenizer instanceof ByteLevelPreTokenizer) preTokenizer.pattern = gpt2Pattern;
  else if (preTokenizer instanceof DigitsPreTokenizer) {
    preTokenizer.pattern = preTokenizer.config.individual_digits ? /\P{N}+|\p{N}/gu : /\P{N}+|\p{N}+/gu;
  } else if (preTokenizer instanceof PunctuationPreTokenizer) {
    if (isolates(preTokenizer.config)) preTokenizer.pattern = isolatedPunctuation;
  } else if (preTokenizer instanceof MetaspacePreTokenizer) {
    preTokenizer.pre_tokenize_text = (text, options) => metaspaceWords(text, given, options?.section_index === 0);
  } else mendWords(preTokenizer);
}

const isolatedPunctuation = new RegExp(`${punctuation}|(?:(?!${punctuation})[^])+`, 'gu');

function mendWords(preTokenizer: PreTokenizer | null): void {
  const kinds = [
    [BertPreTokenizer, bertWords],
    [WhitespacePreTokenizer, whitespaceWords],
    [WhitespaceSplitPreTokenizer, spacedWords],
  ] as const;
  const words = kinds.find(([kind]) => preTokenizer instanceof kind)?.[1];
  if (preTokenizer !== null && words !== undefined) preTokenizer.pre_tokenize_text = (text) => text.match(words) ?? [];
}

function isolates(config: object): boolean {
  return !('behavior' in config) || config.behavior === 'Isolated';
}
