import { conversationReading } from '../conversationReading';
import { field } from '../field';
import type { ReadingNote } from '../preferencePair';
import { readConversation, type LocatedMessage } from '../readConversation';
import { splitConversations } from '../splitConversations';
import { wholeText } from '../wholeText';
import type { SchemaAdapter } from './schemaAdapter';

/**
 * `prompt` as a text beside message lists (UltraFeedback binarized, Tulu 3). Usually both lists repeat the prompt as their
 * first turns, and are then read like a row without the field, as TRL does; otherwise the text is the one user turn they answer.
 */
export const ultrafeedbackBinarized: SchemaAdapter = {
  name: 'ultrafeedback-binarized',
  recognises: (fields) =>
    typeof field(fields, 'prompt') === 'string' && Array.isArray(field(fields, 'chosen')) && Array.isArray(field(fields, 'rejected')),
  read: (fields) => {
    const chosen = readConversation(field(fields, 'chosen'), ['chosen']);
    const rejected = readConversation(field(fields, 'rejected'), ['rejected']);
    if (startsWithQuestion(chosen, rejected)) return { pairs: [splitConversations(fields, chosen, rejected)] };
    const { text, source } = wholeText(fields, 'prompt');
    const prompt: LocatedMessage[] = [{ message: { role: 'user', content: text }, sources: [source] }];
    const notes = [chosen, rejected].some(hasQuestion) ? [differentQuestions] : [];
    return { pairs: [conversationReading(fields, { prompt, chosen, rejected }, notes)] };
  },
};

const differentQuestions: ReadingNote = {
  code: 'implicit-prompt-uncertain',
  message: 'The two conversations start with different turns, so "prompt" was taken as the prompt and the lists as they are.',
};

/** Whether the turns that both lists share at their start hold a user's turn. */
function startsWithQuestion(chosen: readonly LocatedMessage[], rejected: readonly LocatedMessage[]): boolean {
  const question = chosen.findIndex(isUserTurn);
  return question !== -1 && chosen.slice(0, question + 1).every((turn, index) => isSameTurn(turn, rejected[index]));
}

function hasQuestion(conversation: readonly LocatedMessage[]): boolean {
  return conversation[0] !== undefined && conversation[0].message.role !== 'assistant';
}

function isUserTurn(turn: LocatedMessage): boolean {
  return turn.message.role === 'user';
}

function isSameTurn(first: LocatedMessage, second: LocatedMessage | undefined): boolean {
  return first.message.role === second?.message.role && first.message.content === second.message.content;
}
