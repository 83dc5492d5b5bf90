import { field } from '../field';
import { readConversation } from '../readConversation';
import { hasObjects } from '../reading/marks';
import { swapFields } from '../reading/swapFields';
import { splitConversations } from '../splitConversations';
import type { SchemaAdapter } from './schemaAdapter';

/** `chosen` and `rejected` as message lists that both start with the prompt's turns. */
export const trlConversationalImplicit: SchemaAdapter = {
  name: 'trl-conversational-implicit',
  certainty: 1,
  documentation: {
    title: 'TRL, conversational, implicit prompt',
    winner: 'the field names; the prompt is the turns that both begin with',
    example: [{
      chosen: [
        { role: 'user', content: 'What colour is the sky?' },
        { role: 'assistant', content: 'Blue.' },
      ],
      rejected: [
        { role: 'user', content: 'What colour is the sky?' },
        { role: 'assistant', content: 'Green.' },
      ],
    }],
  },
  recognises: (fields) => field(fields, 'prompt') === undefined && hasObjects(fields, 'chosen', 'rejected'),
  read: (fields) => {
    const [chosen, rejected] = [readConversation(field(fields, 'chosen'), ['chosen']), readConversation(field(fields, 'rejected'), ['rejected'])];
    return { pairs: [splitConversations(fields, chosen, rejected)] };
  },
  swap: (fields) => swapFields(fields, ['chosen', 'rejected']),
};
