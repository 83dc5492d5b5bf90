import type { RowLocation } from '../ports';
import type { ReadingNote, ReadRow } from './preferencePair';
import type { RowReading, SchemaAdapter } from './schemas/schemaAdapter';

export type RowPlace = Pick<RowLocation, 'row' | 'line'>;

const usual = { chosen: 'chosen', rejected: 'rejected' };
const none: readonly never[] = [];
const noLabels = {};

interface Reading {
  readonly adapter: SchemaAdapter;
  readonly reading: RowReading;
  /** The adapter of the file as a whole. */
  readonly expected: SchemaAdapter | undefined;
}

/** Gives what an adapter read its place in the file. */
export function placeReading(place: RowPlace & { readonly fields: readonly string[] }, { adapter, reading, expected }: Reading): ReadRow {
  const { row, line, fields } = place;
  const schema = adapter.name;
  const pairs = reading.pairs.map(({ texts, sources, notes = none, provenance = usual, labels = noLabels }, pair) => {
    return { row, line, pair, schema, texts, sources, notes, provenance, labels };
  });
  const loose = reading.loose === undefined ? none : reading.loose.map((answer) => ({ ...answer, schema }));
  const notes = reading.notes ?? none;
  const isOdd = expected !== undefined && expected !== adapter;
  return { kind: 'read', row, line, schema, pairs, loose, notes: isOdd ? [...notes, oddRow(adapter, expected)] : notes, fields };
}

function oddRow(adapter: SchemaAdapter, expected: SchemaAdapter): ReadingNote {
  return { code: 'other-schema', message: `The row was read as ${adapter.name}; the rest of the file is ${expected.name}.` };
}
