import { field } from '../field';
import type { RowFields } from '../parseRow';
import { Comparison } from '../reading/comparison';
import { labelsOf } from '../reading/labelsOf';
import { hasText } from '../reading/marks';
import type { Answer } from '../reading/part';
import { textAt } from '../reading/textAt';
import { readVerdict, type Verdict } from '../reading/verdict';
import type { SchemaAdapter } from './schemaAdapter';

export const judgebench: SchemaAdapter = {
  name: 'judgebench',
  certainty: 1,
  documentation: {
    title: 'JudgeBench',
    winner: '`label`: A>B or B>A',
    example: [{ pair_id: 'p1', source: 'mmlu-pro-law', question: 'What colour is the sky?', response_model: 'm', response_A: 'Blue.', response_B: 'Green.', label: 'A>B' }],
  },
  recognises: (fields) => hasText(fields, 'question', 'response_A', 'response_B') && typeof field(fields, 'label') === 'string',
  read: (fields) => {
    const comparison = new Comparison(fields, textAt(fields, ['question']), labelsOf(fields, ['source', 'response_model', 'pair_id']));
    const answer = (name: string): Answer => ({ name, part: textAt(fields, [name]) });
    return readVerdict(comparison, answer('response_A'), answer('response_B'), verdictOf(fields), { why: 'The label names no winner.' });
  },
  swap: (fields) => [{ path: ['label'], value: field(fields, 'label') === 'A>B' ? 'B>A' : 'A>B' }],
};

function verdictOf(fields: RowFields): Verdict {
  const label = String(field(fields, 'label')).replaceAll(' ', '');
  return label === 'A>B' ? 'first' : label === 'B>A' ? 'second' : label === 'A=B' ? 'tie' : undefined;
}
