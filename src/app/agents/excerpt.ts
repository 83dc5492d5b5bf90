import { responseText } from '../../core/dataset/preferencePair';
import type { ChatMessage } from '../../core/dataset/preferencePair';

/** The beginning of a text of the dataset. */
export interface Excerpt {
  readonly text: string;
  /** UTF-16 units of the whole text. */
  readonly characters: number;
}

export function excerpt(content: string | readonly ChatMessage[], maximal: number): Excerpt {
  const text = typeof content === 'string' ? content : spoken(content);
  return { text: beginning(text, maximal), characters: text.length };
}

/** Turns with their roles; a single answer needs none. */
function spoken(messages: readonly ChatMessage[]): string {
  const [only] = messages;
  if (messages.length === 1 && only?.role === 'assistant') return responseText(messages);
  return messages.map(({ role, content }) => `${role}: ${content}`).join('\n\n');
}

/** Never half of a surrogate pair. */
function beginning(text: string, maximal: number): string {
  const end = Math.min(text.length, maximal);
  const last = text.charCodeAt(end - 1);
  return text.slice(0, end < text.length && last >= 0xd800 && last <= 0xdbff ? end - 1 : end);
}
