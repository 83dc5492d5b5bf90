import { describeValue } from './describeValue';
import { field } from './field';
import type { RowFields } from './parseRow';
import type { FieldSource } from './preferencePair';
import { RowProblem } from './rowProblem';

/** A text field and where it lies. Throws RowProblem where the field is missing or no text. */
export function wholeText(fields: RowFields, name: string): { readonly text: string; readonly source: FieldSource } {
  const text = field(fields, name);
  if (typeof text === 'string') return { text, source: { path: [name], start: 0, end: text.length } };
  throw new RowProblem('wrong-type', [name], `"${name}" is ${describeValue(text)}; expected a text.`);
}
