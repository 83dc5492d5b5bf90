import { field } from '../field';
import type { RowFields } from '../parseRow';
import { asList } from './listAt';
import { asNumber } from './numberAt';

/** Tests of the kinds of fields, of which adapters make up the marks of their schema. All names given must pass. */
export function hasText(fields: RowFields, ...names: readonly string[]): boolean {
  return names.every((name) => {
    const value = field(fields, name);
    return typeof value === 'string' && !isMessagesText(value);
  });
}

/** Lists, also those written as JSON in a text. */
export function hasList(fields: RowFields, ...names: readonly string[]): boolean {
  return names.every((name) => asList(field(fields, name)) !== undefined);
}

/** Lists of objects (messages, answers with a score …). */
export function hasObjects(fields: RowFields, ...names: readonly string[]): boolean {
  return names.every((name) => {
    const list = asList(field(fields, name));
    return list !== undefined && isRecord(list[0]);
  });
}

/** Lists of texts. */
export function hasTexts(fields: RowFields, ...names: readonly string[]): boolean {
  return names.every((name) => {
    const list = asList(field(fields, name));
    return list !== undefined && typeof list[0] === 'string';
  });
}

export function hasObject(fields: RowFields, ...names: readonly string[]): boolean {
  return names.every((name) => isRecord(field(fields, name)));
}

export function hasNumber(fields: RowFields, ...names: readonly string[]): boolean {
  return names.every((name) => asNumber(field(fields, name)) !== undefined);
}

/** Fields that are there, even where they are null. */
export function hasField(fields: RowFields, ...names: readonly string[]): boolean {
  return names.every((name) => Object.hasOwn(fields, name));
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Messages written as JSON in a text are a conversation, and no text. */
function isMessagesText(text: string): boolean {
  if (!text.startsWith('[{')) return false;
  const list = asList(text);
  return list !== undefined && list.every((item) => isRecord(item) && ('role' in item || 'from' in item));
}
