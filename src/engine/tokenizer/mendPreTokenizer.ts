import {
  ByteLevelPreTokenizer,
  DigitsPreTokenizer,
  PunctuationPreTokenizer,
  SequencePreTokenizer,
  type PreTokenizer,
} from '@huggingface/tokenizers';

/** GPT-2's pattern with Unicode's white space: \s of JavaScript has U+FEFF and lacks U+0085. */
const gpt2Pattern =
  /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;
/** ASCII symbols count as punctuation as well. */
const punctuation = String.raw`\p{P}\u0021-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u007E`;

/**
 * Puts right where version 0.2.0 of the library splits texts otherwise than the tokenizers that models are trained with
 * (the Rust library): white space and digits outside ASCII, runs of isolated punctuation.
 */
export function mendPreTokenizer(preTokenizer: PreTokenizer | null): void {
  if (preTokenizer instanceof SequencePreTokenizer) preTokenizer.tokenizers.forEach(mendPreTokenizer);
  else if (preTokenizer instanceof ByteLevelPreTokenizer) preTokenizer.pattern = gpt2Pattern;
  else if (preTokenizer instanceof DigitsPreTokenizer) {
    preTokenizer.pattern = preTokenizer.config.individual_digits ? /\P{N}+|\p{N}/gu : /\P{N}+|\p{N}+/gu;
  } else if (preTokenizer instanceof PunctuationPreTokenizer && isolates(preTokenizer.config)) {
    preTokenizer.pattern = new RegExp(`[^${punctuation}]+|[${punctuation}]`, 'gu');
  }
}

function isolates(config: object): boolean {
  return !('behavior' in config) || config.behavior === 'Isolated';
}
