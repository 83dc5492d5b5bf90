import type { RowFields } from '../parseRow';
import { readConversation } from '../readConversation';
import { alpacaPrompt } from '../reading/alpacaPrompt';
import { booleanAt } from '../reading/booleanAt';
import { Comparison } from '../reading/comparison';
import { hasList, hasObjects, hasText } from '../reading/marks';
import type { Answer, Part } from '../reading/part';
import { textAt } from '../reading/textAt';
import { valueAt } from '../reading/valueAt';
import { RowProblem } from '../rowProblem';
import type { SchemaAdapter } from './schemaAdapter';

export const kto: SchemaAdapter = {
  name: 'kto',
  certainty: 1,
  documentation: {
    title: 'KTO, unpaired',
    winner: '`label` (or `tag`, `kto_tag`): the answer is wanted or not; there are no pairs',
    example: [{ prompt: 'What colour is the sky?', completion: 'Blue.', label: true }, { prompt: 'What colour is the sky?', completion: 'Green.', label: false }],
    notes: 'Rows are kept and shown as what they are; two answers with different labels are not made into pairs.',
  },
  recognises: (fields) => formOf(fields) !== undefined,
  read: (fields) => {
    const form = formOf(fields);
    if (form === undefined) throw new RowProblem('missing-field', [], 'The row has no answer with a "label", "tag" or "kto_tag".');
    const { prompt, answer } = form.read(fields);
    const label = booleanAt(fields, [form.label]) ?? null;
    const wanted = label === null ? 'nobody said whether it is wanted' : label ? 'the answer is wanted' : 'the answer is not wanted';
    const why = `The row holds one answer with a label, and no other to compare it with: ${wanted}.`;
    return { pairs: [], loose: [new Comparison(fields, prompt).unpaired(answer, { label, score: null, why })] };
  },
};

interface KtoForm {
  readonly label: string;
  matches(fields: RowFields): boolean;
  read(fields: RowFields): { readonly prompt: Part; readonly answer: Answer };
}

const forms: readonly KtoForm[] = [
  {
    label: 'label',
    matches: (fields) => hasText(fields, 'prompt', 'completion'),
    read: (fields) => ({ prompt: textAt(fields, ['prompt']), answer: { name: 'completion', part: textAt(fields, ['completion']) } }),
  },
  {
    label: 'label',
    matches: (fields) => hasList(fields, 'prompt', 'completion'),
    read: (fields) => ({
      prompt: readConversation(valueAt(fields, ['prompt']), ['prompt']),
      answer: { name: 'completion', part: readConversation(valueAt(fields, ['completion']), ['completion']) },
    }),
  },
  { label: 'label', matches: (fields) => hasObjects(fields, 'messages'), read: (fields) => lastTurn(fields, 'messages') },
  { label: 'kto_tag', matches: (fields) => hasObjects(fields, 'conversations'), read: (fields) => lastTurn(fields, 'conversations') },
  { label: 'kto_tag', matches: (fields) => hasObjects(fields, 'messages'), read: (fields) => lastTurn(fields, 'messages') },
  ...['tag', 'kto_tag', 'label'].map((label) => ({
    label,
    matches: (fields: RowFields) => hasText(fields, 'instruction', 'output'),
    read: (fields: RowFields) => ({ prompt: alpacaPrompt(fields), answer: { name: 'output', part: textAt(fields, ['output']) } }),
  })),
];

function formOf(fields: RowFields): KtoForm | undefined {
  return forms.find((form) => booleanAt(fields, [form.label]) !== undefined && form.matches(fields));
}

/** The answer is the last turn of the conversation. */
function lastTurn(fields: RowFields, name: string): { readonly prompt: Part; readonly answer: Answer } {
  const turns = readConversation(valueAt(fields, [name]), [name]);
  return { prompt: turns.slice(0, -1), answer: { name: `${name}[${String(turns.length - 1)}]`, part: turns.slice(-1) } };
}
