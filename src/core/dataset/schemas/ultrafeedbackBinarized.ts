import { conversationReading } from '../conversationReading';
import { field } from '../field';
import type { ReadingNote } from '../preferencePair';
import { type LocatedMessage, readConversation } from '../readConversation';
import { labelsOf } from '../reading/labelsOf';
import { hasObjects, hasText } from '../reading/marks';
import { swapFields } from '../reading/swapFields';
import { textAt } from '../reading/textAt';
import { turnOf } from '../reading/turnOf';
import { splitConversations } from '../splitConversations';
import type { SchemaAdapter } from './schemaAdapter';

/** `prompt` as a text beside message lists. Usually both lists repeat the prompt as their first turns, and are then read like a row
 * without the field, as TRL does; otherwise the text is the one user turn they answer. */
export const ultrafeedbackBinarized: SchemaAdapter = {
  name: 'ultrafeedback-binarized',
  certainty: 1,
  documentation: {
    title: 'UltraFeedback binarized, Tulu 3, Zephyr',
    winner: 'the field names',
    example: [{
      prompt: 'What colour is the sky?',
      prompt_id: '1f',
      chosen: [
        { role: 'user', content: 'What colour is the sky?' },
        { role: 'assistant', content: 'Blue.' },
      ],
      rejected: [
        { role: 'user', content: 'What colour is the sky?' },
        { role: 'assistant', content: 'Green.' },
      ],
      score_chosen: 8.5,
      score_rejected: 4,
    }],
    notes: '`prompt` is left aside where both lists repeat it.',
  },
  recognises: (fields) => hasText(fields, 'prompt') && hasObjects(fields, 'chosen', 'rejected'),
  read: (fields) => {
    const chosen = readConversation(field(fields, 'chosen'), ['chosen']);
    const rejected = readConversation(field(fields, 'rejected'), ['rejected']);
    const labels = labelsOf(fields, ['source', 'score_chosen', 'score_rejected', 'chosen_rating', 'rejected_rating', 'chosen_model', 'rejected_model']);
    if (startsWithQuestion(chosen, rejected)) return { pairs: [{ ...splitConversations(fields, chosen, rejected), labels }] };
    const prompt = [turnOf('user', textAt(fields, ['prompt']))];
    const notes = [chosen, rejected].some(hasQuestion) ? [differentQuestions] : [];
    return { pairs: [{ ...conversationReading(fields, { prompt, chosen, rejected }, notes), labels }] };
  },
  swap: (fields) => swapFields(fields, ['chosen', 'rejected'], ['score_chosen', 'score_rejected'], ['chosen_rating', 'rejected_rating'], ['chosen_model', 'rejected_model']),
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
