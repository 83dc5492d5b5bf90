import { field } from '../field';
import { implicitPair } from '../reading/implicitPair';
import { hasText } from '../reading/marks';
import { swapFields } from '../reading/swapFields';
import { textAt } from '../reading/textAt';
import type { SchemaAdapter } from './schemaAdapter';

/** `chosen` and `rejected` as texts that start with the same prompt. */
export const trlImplicit: SchemaAdapter = {
  name: 'trl-implicit',
  certainty: 0.8,
  documentation: {
    title: 'TRL, implicit prompt',
    winner: 'the field names; the prompt is what both texts begin with',
    example: [{ chosen: 'The sky is blue.', rejected: 'The sky is green.' }],
    notes: 'The prompt ends where the texts first differ, at the space before that. A doubtful split carries a note.',
  },
  recognises: (fields) => field(fields, 'prompt') === undefined && hasText(fields, 'chosen', 'rejected'),
  read: (fields) => ({ pairs: [implicitPair(textAt(fields, ['chosen']), textAt(fields, ['rejected']))] }),
  swap: (fields) => swapFields(fields, ['chosen', 'rejected']),
};
