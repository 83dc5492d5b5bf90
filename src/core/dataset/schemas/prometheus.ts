import { field } from '../field';
import type { RowFields } from '../parseRow';
import { Comparison } from '../reading/comparison';
import { implicitPair } from '../reading/implicitPair';
import { labelsOf } from '../reading/labelsOf';
import { hasText } from '../reading/marks';
import type { Answer } from '../reading/part';
import { swapFields } from '../reading/swapFields';
import { textAt } from '../reading/textAt';
import { readVerdict, type Verdict } from '../reading/verdict';
import type { RowReading, SchemaAdapter } from './schemaAdapter';

export const prometheus: SchemaAdapter = {
  name: 'prometheus',
  certainty: 1,
  documentation: {
    title: 'Prometheus',
    winner: '`orig_preference`: A or B; of `chosen_instruction` and `rejected_instruction` the names',
    example: [{ orig_instruction: 'What colour is the sky?', orig_response_A: 'Blue.', orig_response_B: 'Green.', orig_preference: 'A', orig_criteria: 'Is it right?' }],
  },
  recognises: (fields) => hasText(fields, 'orig_instruction', 'orig_response_A', 'orig_response_B') || hasText(fields, 'chosen_instruction', 'rejected_instruction'),
  read: (fields) => {
    if (hasText(fields, 'chosen_instruction')) return readInstructions(fields);
    const comparison = new Comparison(fields, textAt(fields, ['orig_instruction']), labelsOf(fields, ['orig_criteria', 'orig_preference']));
    const answer = (name: string): Answer => ({ name, part: textAt(fields, [name]) });
    const verdict: Verdict = field(fields, 'orig_preference') === 'A' ? 'first' : field(fields, 'orig_preference') === 'B' ? 'second' : undefined;
    return readVerdict(comparison, answer('orig_response_A'), answer('orig_response_B'), verdict, { why: '"orig_preference" is neither A nor B.' });
  },
  swap: (fields) => {
    if (hasText(fields, 'chosen_instruction')) return swapFields(fields, ['chosen_instruction', 'rejected_instruction']);
    return [{ path: ['orig_preference'], value: field(fields, 'orig_preference') === 'A' ? 'B' : 'A' }];
  },
};

/** The instructions hold prompt and answer: the prompt is what both begin with. */
function readInstructions(fields: RowFields): RowReading {
  const pair = implicitPair(textAt(fields, ['chosen_instruction']), textAt(fields, ['rejected_instruction']));
  return { pairs: [{ ...pair, provenance: { chosen: 'chosen_instruction', rejected: 'rejected_instruction' }, labels: labelsOf(fields, ['source']) }] };
}
