import type { UnreadableCode } from './preferencePair';

/** What each code of a row that cannot be read means, for documentation and reports. */
export const unreadableCodes: Readonly<Record<UnreadableCode, { readonly title: string; readonly explanation: string }>> = {
  'invalid-utf8': { title: 'Not UTF-8', explanation: 'A byte of the row is not UTF-8.' },
  'invalid-json': { title: 'Not JSON', explanation: 'The row is not one JSON value (cut off, trailing text, control characters, nested too deeply …).' },
  'not-an-object': { title: 'Not an object', explanation: 'The row is JSON, but not an object.' },
  'missing-field': { title: 'Missing field', explanation: 'Fields that every known layout needs are missing; the message names those that are there.' },
  'wrong-type': { title: 'Wrong type', explanation: 'A field holds something else than text or messages.' },
  'empty-conversation': { title: 'Empty conversation', explanation: 'A list of messages that must hold one is empty.' },
  'row-too-large': { title: 'Row too large', explanation: 'The row is larger than 64 MiB.' },
  'invalid-record': { title: 'Invalid record', explanation: 'The record of a CSV or TSV file has more or fewer cells than the header, or a quote that is never closed.' },
  'damaged-file': { title: 'Damaged file', explanation: 'That part of a Parquet file cannot be decoded.' },
};
