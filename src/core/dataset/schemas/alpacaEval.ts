import type { RowFields } from '../parseRow';
import { alpacaPrompt } from '../reading/alpacaPrompt';
import { Comparison } from '../reading/comparison';
import { labelsOf } from '../reading/labelsOf';
import { hasField, hasText } from '../reading/marks';
import { numberAt } from '../reading/numberAt';
import type { Answer } from '../reading/part';
import { textAt } from '../reading/textAt';
import { readVerdict, type Verdict } from '../reading/verdict';
import type { SchemaAdapter } from './schemaAdapter';

export const alpacaEval: SchemaAdapter = {
  name: 'alpaca-eval',
  certainty: 1,
  documentation: {
    title: 'AlpacaFarm, AlpacaEval',
    winner: '`preference`: below 1.5 the first, above it the second; 1.5, 0 and null are ties',
    example: [{ instruction: 'What colour is the sky?', output_1: 'Green.', generator_1: 'a', output_2: 'Blue.', generator_2: 'b', annotator: 'gpt4', preference: 1.99 }],
    notes: 'Rows without `preference` hold two unpaired answers.',
  },
  recognises: (fields) => hasText(fields, 'instruction', 'output_1', 'output_2'),
  read: (fields) => {
    const comparison = new Comparison(fields, alpacaPrompt(fields), labelsOf(fields, ['dataset', 'datasplit', 'annotator', 'generator_1', 'generator_2', 'preference']));
    const answer = (name: string): Answer => ({ name, part: textAt(fields, [name]) });
    return readVerdict(comparison, answer('output_1'), answer('output_2'), verdictOf(fields), { why: hasField(fields, 'preference') ? 'The annotator preferred neither output.' : 'Nobody has compared the two outputs yet: the row has no "preference".' });
  },
  swap: (fields) => [{ path: ['preference'], value: 3 - (numberAt(fields, ['preference']) ?? 1.5) }],
};

function verdictOf(fields: RowFields): Verdict {
  if (!hasField(fields, 'preference')) return undefined;
  const preference = numberAt(fields, ['preference']) ?? 0;
  if (preference === 0 || preference === 1.5) return 'tie';
  return preference < 1.5 ? 'first' : 'second';
}
