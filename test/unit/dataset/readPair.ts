import { DatasetReader } from '../../../src/core/dataset/datasetReader';
import type { PreferencePair, UnreadableRow } from '../../../src/core/dataset/preferencePair';

const place = { row: 0, line: 1 };

/** The pair that a row (an object, or its text) is read as; fails the test where it is not readable. */
export function readPair(row: object | string): PreferencePair {
  const read = new DatasetReader().readText(place, typeof row === 'string' ? row : JSON.stringify(row));
  if (read.kind === 'unreadable') throw new Error(`${read.unreadable.code}: ${read.unreadable.reason}`);
  const [pair] = read.pairs;
  if (pair === undefined) throw new Error('The row gives no pair.');
  return pair;
}

/** What is wrong with a row; fails the test where it is readable. */
export function readUnreadable(row: unknown): UnreadableRow {
  const read = new DatasetReader().readText(place, typeof row === 'string' ? row : JSON.stringify(row));
  if (read.kind === 'read') throw new Error(`The row was read as ${read.schema}.`);
  return read.unreadable;
}
