import { Comparison } from '../reading/comparison';
import { hasText } from '../reading/marks';
import { swapFields } from '../reading/swapFields';
import { textAt } from '../reading/textAt';
import type { SchemaAdapter } from './schemaAdapter';

/** `prompt`, `chosen` and `rejected` as texts. */
export const trlExplicit: SchemaAdapter = {
  name: 'trl-explicit',
  certainty: 1,
  documentation: {
    title: 'TRL, explicit prompt',
    winner: 'the field names',
    example: [{ prompt: 'The sky is', chosen: ' blue.', rejected: ' green.' }],
  },
  recognises: (fields) => hasText(fields, 'prompt', 'chosen', 'rejected'),
  read: (fields) => {
    const comparison = new Comparison(fields, textAt(fields, ['prompt']));
    const [chosen, rejected] = [textAt(fields, ['chosen']), textAt(fields, ['rejected'])];
    return { pairs: [comparison.pair({ name: 'chosen', part: chosen }, { name: 'rejected', part: rejected })] };
  },
  swap: (fields) => swapFields(fields, ['chosen', 'rejected'], ['score_chosen', 'score_rejected']),
};
