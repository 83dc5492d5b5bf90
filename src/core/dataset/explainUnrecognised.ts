import { describeFields } from './describeFields';
import { describeValue } from './describeValue';
import { field } from './field';
import type { RowFields } from './parseRow';
import { RowProblem } from './rowProblem';
import type { SchemaAdapter } from './schemas/schemaAdapter';

const responses = ['chosen', 'rejected'] as const;

/**
 * Why no schema recognises a row: which field is missing or of the wrong type, and what would do. `expected` is the schema of
 * the file, where it has one.
 */
export function explainUnrecognised(fields: RowFields, expected?: SchemaAdapter): RowProblem {
  return (expected && problemOf(expected, fields)) ?? explainNames(fields);
}

/** What the schema of the file itself has to say, unless it goes by the names that are explained below. */
function problemOf(adapter: SchemaAdapter, fields: RowFields): RowProblem | undefined {
  if ('chosen' in adapter.documentation.example[0]) return undefined;
  try {
    adapter.read(fields, { choices: {}, mapping: undefined, previous: [] });
    return undefined;
  } catch (error) {
    if (RowProblem.is(error)) return error;
    throw error;
  }
}

function explainNames(fields: RowFields): RowProblem {
  const missing = responses.filter((name) => field(fields, name) === undefined);
  if (missing.length > 0) return missingFields(fields, missing);
  const odd = responses.find((name) => !isTextOrList(field(fields, name)));
  if (odd !== undefined) return wrongType(fields, odd, 'a text or a list of messages');
  const kinds = responses.map((name) => describeValue(field(fields, name)));
  if (Array.isArray(field(fields, 'chosen')) !== Array.isArray(field(fields, 'rejected'))) {
    const reason = `"chosen" is ${kinds.join(' but "rejected" is ')}; both must be texts or both lists of messages.`;
    return new RowProblem('wrong-type', ['rejected'], reason);
  }
  const isConversation = Array.isArray(field(fields, 'chosen'));
  return wrongType(fields, 'prompt', isConversation ? 'a list of messages or a text' : 'a text, as "chosen" and "rejected" are texts');
}

function missingFields(fields: RowFields, missing: readonly string[]): RowProblem {
  const names = Object.keys(fields);
  const found = names.length === 0 ? 'The row has no fields' : `The row has the fields ${describeFields(names)}`;
  const lack = missing.map((name) => `"${name}"${Object.hasOwn(fields, name) ? ' (it is null)' : ''}`).join(' and ');
  const reason = `${found} but not ${lack}; expected "chosen" and "rejected", with or without "prompt", or another known layout; or say which fields they are (--map, preflens.datasets).`;
  return new RowProblem('missing-field', [], reason);
}

function wrongType(fields: RowFields, name: string, expected: string): RowProblem {
  return new RowProblem('wrong-type', [name], `"${name}" is ${describeValue(field(fields, name))}; expected ${expected}.`);
}

function isTextOrList(value: unknown): boolean {
  return typeof value === 'string' || Array.isArray(value);
}
