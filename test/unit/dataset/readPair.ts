import { readRowText } from '../../../src/core/dataset/readRowText';
import type { PreferencePair, UnreadableRow } from '../../../src/core/dataset/preferencePair';

const place = { row: 0, line: 1 };

/** The pair that a row (an object, or its text) is read as; fails the test where it is not readable. */
export function readPair(row: object | string): PreferencePair {
  const read = readRowText(place, typeof row === 'string' ? row : JSON.stringify(row));
  if (read.kind === 'unreadable') throw new Error(`${read.unreadable.code}: ${read.unreadable.reason}`);
  return read.pair;
}

/** What is wrong with a row; fails the test where it is readable. */
export function readUnreadable(row: unknown): UnreadableRow {
  const read = readRowText(place, typeof row === 'string' ? row : JSON.stringify(row));
  if (read.kind === 'pair') throw new Error(`The row was read as ${read.pair.schema}.`);
  return read.unreadable;
}
