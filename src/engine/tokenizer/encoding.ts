/** A text as tokens. All arrays have one entry for each token. */
export interface Encoding {
  readonly ids: readonly number[];
  /**
   * UTF-16 offsets into the text, start inclusive and end exclusive; both -1 for a token that the post-processor put
   * there (a beginning-of-sequence marker, say). Several byte tokens of one character share its range. Neither starts
   * nor ends ever decrease over the tokens that have a range. A token made of nothing but a prefix that the tokenizer
   * invents has an empty range.
   */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** 1 for control tokens: those that the post-processor put there, and special tokens that the text spells out. */
  readonly special: Uint8Array;
  /** True when every byte of every token was found in the text; false when the ranges are a best effort. */
  readonly exact: boolean;
}
