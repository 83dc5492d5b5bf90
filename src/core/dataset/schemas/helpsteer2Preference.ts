import type { RowFields } from '../parseRow';
import { Comparison } from '../reading/comparison';
import { labelsOf } from '../reading/labelsOf';
import { hasNumber, hasText } from '../reading/marks';
import { numberAt } from '../reading/numberAt';
import type { Answer } from '../reading/part';
import { textAt } from '../reading/textAt';
import { readVerdict, type Verdict } from '../reading/verdict';
import type { SchemaAdapter } from './schemaAdapter';

export const helpsteer2Preference: SchemaAdapter = {
  name: 'helpsteer2-preference',
  certainty: 1,
  documentation: {
    title: 'HelpSteer2-Preference',
    winner: 'the sign of `preference_strength`: negative is response 1, 0 a tie',
    example: [{ prompt: 'What colour is the sky?', response_1: 'Blue.', response_2: 'Green.', preference_strength: -3, preference_statement: 'Response 1 is much better.' }],
    notes: 'Evidence for the signs is second-hand; the strength is kept as a label.',
  },
  recognises: (fields) => hasText(fields, 'prompt', 'response_1', 'response_2') && hasNumber(fields, 'preference_strength'),
  read: (fields) => {
    const comparison = new Comparison(fields, textAt(fields, ['prompt']), labelsOf(fields, ['split', 'preference_strength', 'preference_statement', 'preference_elaboration']));
    const answer = (name: string): Answer => ({ name, part: textAt(fields, [name]) });
    return readVerdict(comparison, answer('response_1'), answer('response_2'), verdictOf(fields), { why: 'The annotators found both responses equally good (preference_strength is 0).' });
  },
  swap: (fields) => [{ path: ['preference_strength'], value: -(numberAt(fields, ['preference_strength']) ?? 0) }],
};

function verdictOf(fields: RowFields): Verdict {
  const strength = numberAt(fields, ['preference_strength']);
  if (strength === undefined) return undefined;
  return strength < 0 ? 'first' : strength > 0 ? 'second' : 'tie';
}
