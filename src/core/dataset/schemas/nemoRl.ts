import { field } from '../field';
import type { RowFields } from '../parseRow';
import { readConversation } from '../readConversation';
import { Comparison } from '../reading/comparison';
import { indexOfAnswer } from '../reading/indexOfAnswer';
import { labelsOf } from '../reading/labelsOf';
import { listAt } from '../reading/listAt';
import { hasField, hasObjects } from '../reading/marks';
import { numberAt } from '../reading/numberAt';
import { type RankedAnswer, readRanking } from '../reading/ranking';
import { swapValues } from '../reading/swapValues';
import { valueAt } from '../reading/valueAt';
import type { SchemaAdapter } from './schemaAdapter';

export const nemoRl: SchemaAdapter = {
  name: 'nemo-rl',
  certainty: 1,
  documentation: {
    title: 'NeMo-RL',
    winner: 'the lowest `rank`',
    example: [{
      context: [{ role: 'user', content: 'What colour is the sky?' }],
      completions: [
        { rank: 0, completion: [{ role: 'assistant', content: 'Blue.' }] },
        { rank: 1, completion: [{ role: 'assistant', content: 'Green.' }] },
      ],
    }],
  },
  recognises: (fields) => hasObjects(fields, 'completions') && Array.isArray(valueAt(fields, ['completions', 0, 'completion'])) && hasField(fields, 'context'),
  read: (fields) => {
    const comparison = new Comparison(fields, readConversation(field(fields, 'context'), ['context']), labelsOf(fields, ['task_name', 'domain']));
    const answers = listAt(fields, ['completions']).map((_, index): RankedAnswer => {
      const path = ['completions', index, 'completion'];
      const rank = numberAt(fields, ['completions', index, 'rank']);
      const part = readConversation(valueAt(fields, path), path);
      return { answer: { name: `completions[${String(index)}]`, part }, score: rank === undefined ? null : -rank };
    });
    return readRanking(comparison, answers, 'rank');
  },
  swap: (fields, { provenance }) => swapRanks(fields, provenance.chosen, provenance.rejected),
};

function swapRanks(fields: RowFields, chosen: string, rejected: string) {
  const [first, second] = [indexOfAnswer(chosen), indexOfAnswer(rejected)];
  if (first === undefined || second === undefined) return undefined;
  return swapValues(fields, ['completions', first, 'rank'], ['completions', second, 'rank']);
}
