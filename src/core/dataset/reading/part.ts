import type { FieldSource } from '../preferencePair';
import type { LocatedMessage } from '../readConversation';

/** A text and the pieces of the row that it is made of. */
export interface LocatedText {
  readonly text: string;
  readonly sources: readonly FieldSource[];
}

/** What a prompt or an answer is made of: plain text, or turns of a conversation. */
export type Part = LocatedText | readonly LocatedMessage[];

/** An answer of the row, by the name that it has there. */
export interface Answer {
  readonly name: string;
  readonly part: Part;
}

export function isTurns(part: Part): part is readonly LocatedMessage[] {
  return Array.isArray(part);
}
