import { field } from '../field';
import { Comparison } from '../reading/comparison';
import { labelsOf } from '../reading/labelsOf';
import { hasText } from '../reading/marks';
import { swapFields } from '../reading/swapFields';
import { optionalTextAt, textAt } from '../reading/textAt';
import { turnOf } from '../reading/turnOf';
import type { SchemaAdapter } from './schemaAdapter';

/** `system` and `question` as turns of a conversation. */
export const orcaPairs: SchemaAdapter = {
  name: 'orca-pairs',
  certainty: 0.95,
  documentation: {
    title: 'Intel Orca pairs, Axolotl `intel`',
    winner: 'the field names',
    example: [{ system: 'Be brief.', question: 'What colour is the sky?', chosen: 'Blue.', rejected: 'Well, that is a long story.' }],
  },
  recognises: (fields) => hasText(fields, 'question', 'chosen', 'rejected') && field(fields, 'prompt') === undefined && field(fields, 'instruction') === undefined,
  read: (fields) => {
    const system = optionalTextAt(fields, ['system']);
    const prompt = [...(system ? [turnOf('system', system)] : []), turnOf('user', textAt(fields, ['question']))];
    const comparison = new Comparison(fields, prompt, labelsOf(fields, ['source', 'model']));
    const answer = (name: 'chosen' | 'rejected') => ({ name, part: textAt(fields, [name]) });
    return { pairs: [comparison.pair(answer('chosen'), answer('rejected'))] };
  },
  swap: (fields) => swapFields(fields, ['chosen', 'rejected']),
};
