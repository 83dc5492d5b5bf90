import { Comparison } from '../reading/comparison';
import { labelsOf } from '../reading/labelsOf';
import { hasField, hasText } from '../reading/marks';
import { swapFields } from '../reading/swapFields';
import { optionalTextAt, textAt } from '../reading/textAt';
import { turnOf } from '../reading/turnOf';
import type { SchemaAdapter } from './schemaAdapter';

/** `system` and `input` as turns of a conversation. */
export const icrPairs: SchemaAdapter = {
  name: 'icr-pairs',
  certainty: 0.95,
  documentation: {
    title: 'Axolotl `icr`',
    winner: 'the field names',
    example: [{ system: 'Be brief.', input: 'What colour is the sky?', chosen: 'Blue.', rejected: 'Well, that is a long story.' }],
  },
  recognises: (fields) => hasText(fields, 'input', 'chosen', 'rejected') && hasField(fields, 'system'),
  read: (fields) => {
    const system = optionalTextAt(fields, ['system']);
    const prompt = [...(system ? [turnOf('system', system)] : []), turnOf('user', textAt(fields, ['input']))];
    const comparison = new Comparison(fields, prompt, labelsOf(fields, ['source', 'model']));
    const answer = (name: 'chosen' | 'rejected') => ({ name, part: textAt(fields, [name]) });
    return { pairs: [comparison.pair(answer('chosen'), answer('rejected'))] };
  },
  swap: (fields) => swapFields(fields, ['chosen', 'rejected']),
};
