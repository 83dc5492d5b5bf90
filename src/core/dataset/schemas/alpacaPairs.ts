import { alpacaPrompt } from '../reading/alpacaPrompt';
import { Comparison } from '../reading/comparison';
import { labelsOf } from '../reading/labelsOf';
import { hasText } from '../reading/marks';
import { swapFields } from '../reading/swapFields';
import { textAt } from '../reading/textAt';
import type { SchemaAdapter } from './schemaAdapter';

export const alpacaPairs: SchemaAdapter = {
  name: 'alpaca-pairs',
  certainty: 1,
  documentation: {
    title: 'Alpaca fields with two answers (LLaMA-Factory, rasbt)',
    winner: 'the field names',
    example: [{ instruction: 'Correct the spelling.', input: 'freind', output: 'friend', chosen: 'It should be "friend".', rejected: 'friend, obviously' }],
    notes: 'The prompt is `instruction`, a line end, and `input`; with `system` or `history` the row is a conversation. `output` is left aside.',
  },
  recognises: (fields) => hasText(fields, 'instruction', 'chosen', 'rejected'),
  read: (fields) => {
    const comparison = new Comparison(fields, alpacaPrompt(fields), labelsOf(fields, ['source', 'category']));
    const answer = (name: 'chosen' | 'rejected') => ({ name, part: textAt(fields, [name]) });
    return { pairs: [comparison.pair(answer('chosen'), answer('rejected'))] };
  },
  swap: (fields) => swapFields(fields, ['chosen', 'rejected']),
};
