import { field } from '../field';
import { implicitTextPrompt } from '../implicitTextPrompt';
import { splitTexts } from '../splitTexts';
import { wholeText } from '../wholeText';
import type { SchemaAdapter } from './schemaAdapter';

/** `chosen` and `rejected` as texts that start with the same prompt. */
export const trlImplicit: SchemaAdapter = {
  name: 'trl-implicit',
  recognises: (fields) =>
    field(fields, 'prompt') === undefined &&
    typeof field(fields, 'chosen') === 'string' &&
    typeof field(fields, 'rejected') === 'string',
  read: (fields) => {
    const [chosen, rejected] = [wholeText(fields, 'chosen').text, wholeText(fields, 'rejected').text];
    const { length, note } = implicitTextPrompt(chosen, rejected);
    return { pairs: [{ ...splitTexts(chosen, rejected, length), notes: note === undefined ? [] : [note] }] };
  },
};
