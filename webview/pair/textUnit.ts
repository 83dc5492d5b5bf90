import type { TokenScore } from '../../src/core/scoring/pairScore';

/**
 * A stretch of a response that is shown as one: one token, or several that share a character (the bytes of an emoji).
 * `plain` is text that no token covers: spaces a tokenizer swallowed, or the rest of a truncated response.
 */
export interface TextUnit {
  readonly kind: 'token' | 'special' | 'plain';
  /** UTF-16 offsets into the response; null for what the template or the trainer added. */
  readonly start: number | null;
  readonly end: number | null;
  readonly text: string;
  readonly tokens: readonly TokenScore[];
}
