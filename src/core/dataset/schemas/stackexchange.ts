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

export const stackexchange: SchemaAdapter = {
  name: 'stackexchange',
  certainty: 1,
  documentation: {
    title: 'StackExchange preferences',
    winner: 'the highest `pm_score`; every two answers with different scores make a pair',
    example: [{
      qid: 7,
      question: '<p>How do I <b>exit</b> vi?</p>',
      answers: [
        { answer_id: 1, author: 'a', pm_score: 5, selected: true, text: '<p><code>:q</code></p>' },
        { answer_id: 2, author: 'b', pm_score: 1, selected: false, text: '<p>Reboot.</p>' },
      ],
    }],
    notes: 'The HTML of questions and answers is kept as it is.',
  },
  recognises: (fields) => hasText(fields, 'question') && hasObjects(fields, 'answers') && valueAt(fields, ['answers', 0, 'pm_score']) !== undefined,
  read: (fields) => {
    const comparison = new Comparison(fields, textAt(fields, ['question']), labelsOf(fields, ['qid', 'date']));
    const answers = listAt(fields, ['answers']).map((_, index): RankedAnswer => ({
      answer: { name: `answers[${String(index)}]`, part: textAt(fields, ['answers', index, 'text']) },
      score: numberAt(fields, ['answers', index, 'pm_score']) ?? null,
    }));
    return readRanking(comparison, answers, 'pm_score');
  },
  swap: (fields, { provenance }) => swapScores(fields, provenance.chosen, provenance.rejected),
};

function swapScores(fields: RowFields, chosen: string, rejected: string) {
  const [first, second] = [indexOfAnswer(chosen), indexOfAnswer(rejected)];
  if (first === undefined || second === undefined) return undefined;
  return swapValues(fields, ['answers', first, 'pm_score'], ['answers', second, 'pm_score']);
}
