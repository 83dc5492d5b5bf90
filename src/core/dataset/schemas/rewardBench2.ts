import type { RowFields } from '../parseRow';
import { Comparison } from '../reading/comparison';
import { crossProduct } from '../reading/crossProduct';
import { indexOfAnswer } from '../reading/indexOfAnswer';
import { labelsOf } from '../reading/labelsOf';
import { listAt } from '../reading/listAt';
import { hasText, hasTexts } from '../reading/marks';
import type { Answer } from '../reading/part';
import { swapValues } from '../reading/swapValues';
import { textAt } from '../reading/textAt';
import type { SchemaAdapter } from './schemaAdapter';

export const rewardBench2: SchemaAdapter = {
  name: 'reward-bench-2',
  certainty: 1,
  documentation: {
    title: 'RewardBench 2, RM-Bench',
    winner: 'the field names; each of `chosen` against each of `rejected`',
    example: [{ id: 8, prompt: 'What colour is the sky?', subset: 'chat', chosen: ['Blue.', 'It is blue.'], rejected: ['Green.'], num_correct: 2, num_incorrect: 1 }],
  },
  recognises: (fields) => hasText(fields, 'prompt') && hasTexts(fields, 'chosen', 'rejected'),
  read: (fields) => {
    const comparison = new Comparison(fields, textAt(fields, ['prompt']), labelsOf(fields, ['subset', 'error_key', 'total_completions']));
    const answers = (name: 'chosen' | 'rejected') =>
      listAt(fields, [name]).map((_, index): Answer => ({ name: `${name}[${String(index)}]`, part: textAt(fields, [name, index]) }));
    return crossProduct(comparison, answers('chosen'), answers('rejected'));
  },
  swap: (fields, { provenance }) => exchange(fields, provenance.chosen, provenance.rejected),
};

/** Exchanges the two texts, which also turns the other pairs that they are part of. */
function exchange(fields: RowFields, chosen: string, rejected: string) {
  const [first, second] = [indexOfAnswer(chosen), indexOfAnswer(rejected)];
  if (first === undefined || second === undefined) return undefined;
  return swapValues(fields, ['chosen', first], ['rejected', second]);
}
