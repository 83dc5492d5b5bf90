import { conversationReading } from '../conversationReading';
import { field } from '../field';
import { readConversation } from '../readConversation';
import type { SchemaReader } from './schemaReader';

const names = ['prompt', 'chosen', 'rejected'] as const;

/** `prompt`, `chosen` and `rejected` as message lists; the responses do not repeat the prompt. */
export const trlConversational: SchemaReader = {
  recognises: (fields) => names.every((name) => Array.isArray(field(fields, name))),
  read: (fields) => {
    const [prompt, chosen, rejected] = [
      readConversation(field(fields, 'prompt'), ['prompt']),
      readConversation(field(fields, 'chosen'), ['chosen']),
      readConversation(field(fields, 'rejected'), ['rejected']),
    ];
    return conversationReading('trl-conversational', fields, { prompt, chosen, rejected }, []);
  },
};
