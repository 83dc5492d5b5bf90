import type { RowFields } from '../parseRow';
import { Comparison } from '../reading/comparison';
import { indexOfAnswer } from '../reading/indexOfAnswer';
import { labelsOf } from '../reading/labelsOf';
import { asList, listAt } from '../reading/listAt';
import { hasObjects, hasText } from '../reading/marks';
import { numberAt } from '../reading/numberAt';
import { type RankedAnswer, readRanking } from '../reading/ranking';
import { swapValues } from '../reading/swapValues';
import { textAt } from '../reading/textAt';
import { valueAt } from '../reading/valueAt';
import type { SchemaAdapter } from './schemaAdapter';

export const pmScored: SchemaAdapter = {
  name: 'pm-scored',
  certainty: 1,
  documentation: {
    title: 'Samples scored by a preference model',
    winner: 'the highest `pm_score`; every two samples with different scores make a pair',
    example: [{ rl_prompt: '\n\nHuman: Hello!\n\nAssistant:', comparison_dataset: 'PALMS', sampled_answers: [{ sampled_string: ' Hi!', pm_scores: [{ pm_score: 1.8 }] }, { sampled_string: ' No.', pm_scores: [{ pm_score: -0.4 }] }] }],
    notes: 'The mean decides where a sample has several scores.',
  },
  recognises: (fields) => hasText(fields, 'rl_prompt') && hasObjects(fields, 'sampled_answers'),
  read: (fields) => {
    const comparison = new Comparison(fields, textAt(fields, ['rl_prompt']), labelsOf(fields, ['comparison_dataset']));
    const answers = listAt(fields, ['sampled_answers']).map((_, index): RankedAnswer => ({
      answer: { name: `sampled_answers[${String(index)}]`, part: textAt(fields, ['sampled_answers', index, 'sampled_string']) },
      score: meanScore(fields, index),
    }));
    return readRanking(comparison, answers, 'pm_score');
  },
  swap: (fields, { provenance }) => {
    const [first, second] = [indexOfAnswer(provenance.chosen), indexOfAnswer(provenance.rejected)];
    if (first === undefined || second === undefined) return undefined;
    return swapValues(fields, ['sampled_answers', first, 'pm_scores'], ['sampled_answers', second, 'pm_scores']);
  },
};

function meanScore(fields: RowFields, index: number): number | null {
  const list = asList(valueAt(fields, ['sampled_answers', index, 'pm_scores'])) ?? [];
  const scores = list.flatMap((_, place) => numberAt(fields, ['sampled_answers', index, 'pm_scores', place, 'pm_score']) ?? []);
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
