import { conversationReading } from '../conversationReading';
import { field } from '../field';
import { readConversation } from '../readConversation';
import type { SchemaAdapter } from './schemaAdapter';

const names = ['prompt', 'chosen', 'rejected'] as const;

/** `prompt`, `chosen` and `rejected` as message lists; the responses do not repeat the prompt. */
export const trlConversational: SchemaAdapter = {
  name: 'trl-conversational',
  recognises: (fields) => names.every((name) => Array.isArray(field(fields, name))),
  read: (fields) => {
    const [prompt, chosen, rejected] = [
      readConversation(field(fields, 'prompt'), ['prompt']),
      readConversation(field(fields, 'chosen'), ['chosen']),
      readConversation(field(fields, 'rejected'), ['rejected']),
    ];
    return { pairs: [conversationReading(fields, { prompt, chosen, rejected }, [])] };
  },
};
