import type { RowFields } from '../parseRow';
import { alpacaPrompt } from '../reading/alpacaPrompt';
import { Comparison } from '../reading/comparison';
import { indexOfAnswer } from '../reading/indexOfAnswer';
import { listAt } from '../reading/listAt';
import { hasText, hasTexts } from '../reading/marks';
import { type RankedAnswer, readRanking } from '../reading/ranking';
import { swapValues } from '../reading/swapValues';
import { textAt } from '../reading/textAt';
import type { SchemaAdapter } from './schemaAdapter';

export const rankedList: SchemaAdapter = {
  name: 'ranked-list',
  certainty: 0.8,
  documentation: {
    title: 'Ranked list (LLaMA-Factory `oaast_rm`)',
    winner: 'the order of `output`: the best first; every two answers make a pair',
    example: [{ instruction: 'What colour is the sky?', input: '', output: ['Blue.', 'Bluish.', 'Green.'], history: [] }],
  },
  recognises: (fields) => hasText(fields, 'instruction') && hasTexts(fields, 'output'),
  read: (fields) => {
    const comparison = new Comparison(fields, alpacaPrompt(fields));
    const answers = listAt(fields, ['output']).map((_, index): RankedAnswer => ({
      answer: { name: `output[${String(index)}]`, part: textAt(fields, ['output', index]) },
      score: -index,
    }));
    return readRanking(comparison, answers, 'place');
  },
  swap: (fields, { provenance }) => exchange(fields, provenance.chosen, provenance.rejected),
};

function exchange(fields: RowFields, chosen: string, rejected: string) {
  const [first, second] = [indexOfAnswer(chosen), indexOfAnswer(rejected)];
  if (first === undefined || second === undefined) return undefined;
  return swapValues(fields, ['output', first], ['output', second]);
}
