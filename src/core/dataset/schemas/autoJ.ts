import type { RowFields } from '../parseRow';
import { Comparison } from '../reading/comparison';
import { labelsOf } from '../reading/labelsOf';
import { hasText } from '../reading/marks';
import { numberAt } from '../reading/numberAt';
import type { Answer } from '../reading/part';
import { textAt } from '../reading/textAt';
import { readVerdict, type Verdict } from '../reading/verdict';
import type { SchemaAdapter } from './schemaAdapter';

export const autoJ: SchemaAdapter = {
  name: 'auto-j',
  certainty: 1,
  documentation: {
    title: 'Auto-J',
    winner: '`label`: 0 the first, 1 the second, 2 a tie',
    example: [{ scenario: 'explaining', prompt: 'What colour is the sky?', 'response 1': 'Blue.', 'response 2': 'Green.', label: 0 }],
  },
  recognises: (fields) => hasText(fields, 'prompt', 'response 1', 'response 2'),
  read: (fields) => {
    const comparison = new Comparison(fields, textAt(fields, ['prompt']), labelsOf(fields, ['scenario']));
    const answer = (name: string): Answer => ({ name, part: textAt(fields, [name]) });
    return readVerdict(comparison, answer('response 1'), answer('response 2'), verdictOf(fields), { why: numberAt(fields, ['label']) === 2 ? 'The annotators called a tie (label is 2).' : 'The row has no label 0, 1 or 2.' });
  },
  swap: (fields) => {
    const label = numberAt(fields, ['label']); return label === 0 || label === 1 ? [{ path: ['label'], value: 1 - label }] : undefined; },
};

function verdictOf(fields: RowFields): Verdict {
  const label = numberAt(fields, ['label']);
  return label === 0 ? 'first' : label === 1 ? 'second' : label === 2 ? 'tie' : undefined;
}
