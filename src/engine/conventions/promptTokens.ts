import type { Encoding } from '../tokenizer/encoding';

/** Where the tokens of a prompt stem from; the arrays have one entry for each of them. */
export interface PromptSpans {
  /** What was given to the tokenizer: the prompt, or prompt and response together. */
  readonly text: string;
  /** UTF-16 offsets into the text; both -1 for a marker that it does not spell out. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** 1 for control tokens. */
  readonly special: Uint8Array;
}

/** A prompt as tokens. */
export interface PromptTokens extends PromptSpans {
  readonly ids: readonly number[];
}

export function promptTokens(text: string, { ids, starts, ends, special }: Encoding): PromptTokens {
  return { text, ids, starts, ends, special };
}

export function slicePrompt({ text, ids, starts, ends, special }: PromptTokens, from: number, to?: number): PromptTokens {
  return { text, ids: ids.slice(from, to), starts: starts.slice(from, to), ends: ends.slice(from, to), special: special.slice(from, to) };
}

/** With a control token in front that no text spells out. */
export function withMarker({ text, ids, starts, ends, special }: PromptTokens, markerId: number): PromptTokens {
  return { text, ids: [markerId, ...ids], starts: Int32Array.of(-1, ...starts), ends: Int32Array.of(-1, ...ends), special: Uint8Array.of(1, ...special) };
}
