import { field } from '../field';
import type { RowFields } from '../parseRow';
import { Comparison } from '../reading/comparison';
import { labelsOf } from '../reading/labelsOf';
import { hasNumber, hasText } from '../reading/marks';
import { numberAt } from '../reading/numberAt';
import type { Answer } from '../reading/part';
import { textAt } from '../reading/textAt';
import { readVerdict, type Verdict } from '../reading/verdict';
import type { SchemaAdapter } from './schemaAdapter';

export const llmbar: SchemaAdapter = {
  name: 'llmbar',
  certainty: 0.95,
  documentation: {
    title: 'LLMBar',
    winner: '`label`: 1 or 2',
    example: [{ input: 'What colour is the sky?', output_1: 'Blue.', output_2: 'Green.', label: 1 }],
  },
  recognises: (fields) => hasText(fields, 'input', 'output_1', 'output_2') && hasNumber(fields, 'label') && field(fields, 'instruction') === undefined,
  read: (fields) => {
    const comparison = new Comparison(fields, textAt(fields, ['input']), labelsOf(fields, []));
    const answer = (name: string): Answer => ({ name, part: textAt(fields, [name]) });
    return readVerdict(comparison, answer('output_1'), answer('output_2'), verdictOf(fields), { why: '"label" is neither 1 nor 2.' });
  },
  swap: (fields) => [{ path: ['label'], value: 3 - (numberAt(fields, ['label']) ?? 1) }],
};

function verdictOf(fields: RowFields): Verdict {
  const label = numberAt(fields, ['label']);
  return label === 1 ? 'first' : label === 2 ? 'second' : undefined;
}
