import type { PromptSpans } from './promptTokens';

/**
 * A pair as the trainer feeds it to the model. Under most conventions both sequences begin with the same prompt; under
 * reward-bench and open-instruct their prompts may differ in length and in their last tokens.
 */
export interface EncodedPair {
  readonly chosen: EncodedSequence;
  readonly rejected: EncodedSequence;
}

export interface EncodedSequence {
  /** Prompt and completion, after truncation. */
  readonly ids: readonly number[];
  /** How many of the ids are the prompt. */
  readonly promptLength: number;
  /** Where the prompt's tokens stem from: ids[0 … promptLength − 1]. */
  readonly prompt: PromptSpans;
  /** True when the maximal length cut completion tokens off. */
  readonly truncated: boolean;
  /**
   * Index one past the last token of ids that stems from the response's own text; promptLength when none does. The
   * end marker is no such token, even where the response spells it out itself.
   */
  readonly realEnd: number;
  /**
   * True when the prompt's own tokens are not how prompt and completion together begin, so that the trainer cuts in
   * the midst of something.
   */
  readonly boundaryMoved: boolean;
  /** One entry for each completion token, that is for ids[promptLength + index]. */
  readonly tokens: readonly CompletionToken[];
}

export interface CompletionToken {
  /** UTF-16 offsets into responseText(); both null for what the template or the trainer added. */
  readonly start: number | null;
  readonly end: number | null;
  /** True for control tokens and for anything the template or trainer added. */
  readonly special: boolean;
}
