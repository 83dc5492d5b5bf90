import { Comparison } from '../reading/comparison';
import { labelsOf } from '../reading/labelsOf';
import { hasField, hasText } from '../reading/marks';
import type { Answer } from '../reading/part';
import { swapFields } from '../reading/swapFields';
import { textAt } from '../reading/textAt';
import type { SchemaAdapter } from './schemaAdapter';

export const rewardBench: SchemaAdapter = {
  name: 'reward-bench',
  certainty: 1,
  documentation: {
    title: 'RewardBench',
    winner: 'the field names',
    example: [{ id: 1, prompt: 'What colour is the sky?', chosen: 'Blue.', chosen_model: 'a', rejected: 'Green.', rejected_model: 'b', subset: 'alpacaeval-easy' }],
  },
  recognises: (fields) => hasText(fields, 'prompt', 'chosen', 'rejected') && hasField(fields, 'chosen_model', 'rejected_model', 'subset'),
  read: (fields) => {
    const comparison = new Comparison(fields, textAt(fields, ['prompt']), labelsOf(fields, ['subset', 'chosen_model', 'rejected_model']));
    const answer = (name: 'chosen' | 'rejected'): Answer => ({ name, part: textAt(fields, [name]) });
    return { pairs: [comparison.pair(answer('chosen'), answer('rejected'))] };
  },
  swap: (fields) => swapFields(fields, ['chosen', 'rejected'], ['chosen_model', 'rejected_model']),
};
