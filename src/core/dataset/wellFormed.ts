const loneSurrogate = /[\uD800-\uDFFF]/gu;

/**
 * The text with every lone surrogate replaced by U+FFFD, which is what a tokenizer would see of it.
 * The length in UTF-16 units stays, so offsets into the result are offsets into the original.
 */
export function wellFormed(text: string): string {
  return text.replace(loneSurrogate, '\uFFFD');
}
