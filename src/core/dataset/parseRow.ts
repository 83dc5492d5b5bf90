import { describeValue } from './describeValue';
import { findJsonError } from './findJsonError';
import { parseJson } from './parseJson';
import type { UnreadableCode } from './preferencePair';

/** The top-level fields of a row, as JSON.parse gives them but with well-formed texts. */
export type RowFields = Readonly<Record<string, unknown>>;

/** `offset` counts UTF-16 units from the row's start. */
export type ParsedRow =
  | { readonly kind: 'fields'; readonly fields: RowFields }
  | { readonly kind: 'problem'; readonly code: UnreadableCode; readonly offset: number; readonly reason: string };

/** Reads a row's JSON object. Never throws: what is wrong comes back with its place. */
export function parseRow(text: string): ParsedRow {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    return jsonProblem(text, error);
  }
  if (isRecord(value)) return { kind: 'fields', fields: value };
  const reason = `The row is ${describeValue(value)}; expected an object such as {"prompt": …, "chosen": …, "rejected": …}.`;
  return { kind: 'problem', code: 'not-an-object', offset: 0, reason };
}

function jsonProblem(text: string, error: unknown): ParsedRow {
  const found = findJsonError(text);
  const fallback = `The row is not JSON (${error instanceof Error ? error.message : String(error)}); correct or delete it.`;
  return { kind: 'problem', code: 'invalid-json', offset: found?.offset ?? 0, reason: found?.reason ?? fallback };
}

function isRecord(value: unknown): value is RowFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
