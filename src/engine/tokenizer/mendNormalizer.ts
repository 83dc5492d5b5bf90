import { LowercaseNormalizer, SequenceNormalizer, type Normalizer } from '@huggingface/tokenizers';

/**
 * Puts right where version 0.2.0 of the library normalises otherwise than the Rust library: lower case goes character
 * by character there, while JavaScript makes a final sigma of a sigma at the end of a word.
 */
export function mendNormalizer(normalizer: Normalizer | null): void {
  if (normalizer instanceof SequenceNormalizer) normalizer.normalizers.forEach(mendNormalizer);
  else if (normalizer instanceof LowercaseNormalizer) {
    normalizer.normalize = (text) => text.replaceAll('\u03a3', '\u03c3').toLowerCase();
  }
}
