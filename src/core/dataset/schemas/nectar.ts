import type { RowFields } from '../parseRow';
import { Comparison } from '../reading/comparison';
import { indexOfAnswer } from '../reading/indexOfAnswer';
import { labelsOf } from '../reading/labelsOf';
import { listAt } from '../reading/listAt';
import { hasObjects, hasText } from '../reading/marks';
import { numberAt } from '../reading/numberAt';
import { type RankedAnswer, readRanking } from '../reading/ranking';
import { swapValues } from '../reading/swapValues';
import { textAt } from '../reading/textAt';
import { valueAt } from '../reading/valueAt';
import type { SchemaAdapter } from './schemaAdapter';

export const nectar: SchemaAdapter = {
  name: 'nectar',
  certainty: 1,
  documentation: {
    title: 'Nectar',
    winner: 'the lowest `rank`; every two answers make a pair',
    example: [{
      prompt: '\n\nHuman: What colour is the sky?\n\nAssistant: ',
      answers: [
        { answer: 'Blue.', model: 'a', rank: 1 },
        { answer: 'Green.', model: 'b', rank: 2 },
      ],
      turns: 1,
      num_responses: 2,
      source: ['lmsys-chat-1m'],
      good_natured: true,
    }],
  },
  recognises: (fields) => hasText(fields, 'prompt') && hasObjects(fields, 'answers') && valueAt(fields, ['answers', 0, 'rank']) !== undefined && typeof valueAt(fields, ['answers', 0, 'answer']) === 'string',
  read: (fields) => {
    const comparison = new Comparison(fields, textAt(fields, ['prompt']), labelsOf(fields, [['source', 0], 'turns', 'good_natured']));
    const answers = listAt(fields, ['answers']).map((_, index): RankedAnswer => {
      const rank = numberAt(fields, ['answers', index, 'rank']);
      const part = textAt(fields, ['answers', index, 'answer']);
      return { answer: { name: `answers[${String(index)}]`, part }, score: rank === undefined ? null : -rank };
    });
    return readRanking(comparison, answers, 'rank');
  },
  swap: (fields, { provenance }) => swapRanks(fields, provenance.chosen, provenance.rejected),
};

function swapRanks(fields: RowFields, chosen: string, rejected: string) {
  const [first, second] = [indexOfAnswer(chosen), indexOfAnswer(rejected)];
  if (first === undefined || second === undefined) return undefined;
  return swapValues(fields, ['answers', first, 'rank'], ['answers', second, 'rank']);
}
