import { field } from '../field';
import { readConversation, readMessage } from '../readConversation';
import { Comparison } from '../reading/comparison';
import { labelsOf } from '../reading/labelsOf';
import { hasList, hasObject } from '../reading/marks';
import { swapFields } from '../reading/swapFields';
import { optionalTextAt } from '../reading/textAt';
import { turnOf } from '../reading/turnOf';
import type { SchemaAdapter } from './schemaAdapter';

/** `conversations` as the prompt, one message for each answer. */
export const sharegpt: SchemaAdapter = {
  name: 'sharegpt',
  certainty: 1,
  documentation: {
    title: 'ShareGPT pairs (LLaMA-Factory)',
    winner: 'the field names; roles human and gpt',
    example: [{
      conversations: [{ from: 'human', value: 'What colour is the sky?' }],
      chosen: { from: 'gpt', value: 'Blue.' },
      rejected: { from: 'gpt', value: 'Green.' },
    }],
  },
  recognises: (fields) => hasList(fields, 'conversations') && hasObject(fields, 'chosen', 'rejected'),
  read: (fields) => {
    const system = optionalTextAt(fields, ['system']);
    const prompt = [...(system ? [turnOf('system', system)] : []), ...readConversation(field(fields, 'conversations'), ['conversations'])];
    const comparison = new Comparison(fields, prompt, labelsOf(fields, ['source', 'dataset']));
    const answer = (name: 'chosen' | 'rejected') => ({ name, part: [readMessage(field(fields, name), [name])] });
    return { pairs: [comparison.pair(answer('chosen'), answer('rejected'))] };
  },
  swap: (fields) => swapFields(fields, ['chosen', 'rejected']),
};
