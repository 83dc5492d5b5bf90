import { conversationReading } from '../conversationReading';
import { field } from '../field';
import { readConversation } from '../readConversation';
import { hasList } from '../reading/marks';
import { swapFields } from '../reading/swapFields';
import type { SchemaAdapter } from './schemaAdapter';

/** `prompt`, `chosen` and `rejected` as message lists; the responses do not repeat the prompt. */
export const trlConversational: SchemaAdapter = {
  name: 'trl-conversational',
  certainty: 1,
  documentation: {
    title: 'TRL, conversational, explicit prompt',
    winner: 'the field names',
    example: [{
      prompt: [{ role: 'user', content: 'What colour is the sky?' }],
      chosen: [{ role: 'assistant', content: 'Blue.' }],
      rejected: [{ role: 'assistant', content: 'Green.' }],
    }],
    notes: '`tools` and `chat_template_kwargs` go to the chat template.',
  },
  recognises: (fields) => hasList(fields, 'prompt', 'chosen', 'rejected'),
  read: (fields) => {
    const [prompt, chosen, rejected] = [
      readConversation(field(fields, 'prompt'), ['prompt']),
      readConversation(field(fields, 'chosen'), ['chosen']),
      readConversation(field(fields, 'rejected'), ['rejected']),
    ];
    return { pairs: [conversationReading(fields, { prompt, chosen, rejected }, [])] };
  },
  swap: (fields) => swapFields(fields, ['chosen', 'rejected']),
};
