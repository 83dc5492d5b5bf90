import { field } from '../field';
import { Comparison } from '../reading/comparison';
import { labelsOf } from '../reading/labelsOf';
import { hasText } from '../reading/marks';
import { swapFields } from '../reading/swapFields';
import { textAt } from '../reading/textAt';
import type { SchemaAdapter } from './schemaAdapter';

export const nemoAligner: SchemaAdapter = {
  name: 'nemo-aligner',
  certainty: 1,
  documentation: {
    title: 'NeMo-Aligner',
    winner: 'the field names',
    example: [{ prompt: '<extra_id_0>System\n\n<extra_id_1>User\nWhat colour is the sky?\n<extra_id_1>Assistant\n', chosen_response: 'Blue.\n<extra_id_1>', rejected_response: 'Green.\n<extra_id_1>', chosen_reward: 2, rejected_reward: 1 }],
    notes: 'The markers of the template (`<extra_id_1>` …) are text of the row and are kept.',
  },
  recognises: (fields) => hasText(fields, 'chosen_response', 'rejected_response') && typeof field(fields, 'prompt') === 'string',
  read: (fields) => {
    const comparison = new Comparison(fields, textAt(fields, ['prompt']), labelsOf(fields, ['chosen_reward', 'rejected_reward']));
    const answer = (name: string) => ({ name, part: textAt(fields, [name]) });
    return { pairs: [comparison.pair(answer('chosen_response'), answer('rejected_response'))] };
  },
  swap: (fields) => swapFields(fields, ['chosen_response', 'rejected_response'], ['chosen_reward', 'rejected_reward']),
};
