import type { RowFields } from '../parseRow';
import type { PairSchema, PairSources, PairTexts, ReadingNote } from '../preferencePair';

/** What a schema makes of a row. */
export interface PairReading {
  /** Usually the reader's own; another where the row only looked like it. */
  readonly schema: PairSchema;
  readonly texts: PairTexts;
  readonly sources: PairSources;
  readonly notes: readonly ReadingNote[];
}

/** One layout of preference rows. A new layout is a file in this folder and a line in `schemaReaders`. */
export interface SchemaReader {
  /** Whether the row has the marks of this schema: its field names and their JSON types, not their content in depth. */
  recognises(fields: RowFields): boolean;
  /** Reads a row that was recognised. Throws RowProblem, with the path of the offending value, where it cannot. */
  read(fields: RowFields): PairReading;
}
