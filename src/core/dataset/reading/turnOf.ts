import type { LocatedMessage } from '../readConversation';
import type { LocatedText } from './part';

/** A text as one turn of a conversation. */
export function turnOf(role: 'system' | 'user' | 'assistant', { text, sources }: LocatedText): LocatedMessage {
  return { message: { role, content: text }, sources };
}
