import { Comparison } from '../reading/comparison';
import { labelsOf } from '../reading/labelsOf';
import { hasNumber, hasText } from '../reading/marks';
import { numberAt } from '../reading/numberAt';
import type { Answer } from '../reading/part';
import { textAt } from '../reading/textAt';
import { readVerdict, type Verdict } from '../reading/verdict';
import type { SchemaAdapter } from './schemaAdapter';

export const shp: SchemaAdapter = {
  name: 'shp',
  certainty: 1,
  documentation: {
    title: 'Stanford Human Preferences (SHP)',
    winner: '`labels`: 1 is A, 0 is B',
    example: [{
      post_id: 'a1',
      domain: 'askculinary',
      history: 'How long do I boil an egg?',
      human_ref_A: 'Eight minutes.',
      human_ref_B: 'Until it sings.',
      labels: 1,
      score_A: 52,
      score_B: 4,
      score_ratio: 13,
    }],
  },
  recognises: (fields) => hasText(fields, 'history', 'human_ref_A', 'human_ref_B') && hasNumber(fields, 'labels'),
  read: (fields) => {
    const comparison = new Comparison(fields, textAt(fields, ['history']), labelsOf(fields, ['domain', 'score_A', 'score_B', 'score_ratio']));
    const answer = (name: string): Answer => ({ name, part: textAt(fields, [name]) });
    const label = numberAt(fields, ['labels']);
    const verdict: Verdict = label === 1 ? 'first' : label === 0 ? 'second' : undefined;
    return readVerdict(comparison, answer('human_ref_A'), answer('human_ref_B'), verdict, { why: '"labels" is neither 0 nor 1.' });
  },
  swap: (fields) => [{ path: ['labels'], value: 1 - (numberAt(fields, ['labels']) ?? 0) }],
};
