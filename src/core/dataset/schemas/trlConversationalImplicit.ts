import { field } from '../field';
import { readConversation } from '../readConversation';
import { splitConversations } from '../splitConversations';
import type { SchemaAdapter } from './schemaAdapter';

/** `chosen` and `rejected` as message lists that both start with the prompt's turns. */
export const trlConversationalImplicit: SchemaAdapter = {
  name: 'trl-conversational-implicit',
  recognises: (fields) =>
    field(fields, 'prompt') === undefined && Array.isArray(field(fields, 'chosen')) && Array.isArray(field(fields, 'rejected')),
  read: (fields) => {
    const [chosen, rejected] = [readConversation(field(fields, 'chosen'), ['chosen']), readConversation(field(fields, 'rejected'), ['rejected'])];
    return { pairs: [splitConversations(fields, chosen, rejected)] };
  },
};
