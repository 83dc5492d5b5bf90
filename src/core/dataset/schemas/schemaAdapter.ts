import type { RowFields } from '../parseRow';
import type { LooseAnswer, PairProvenance, PairSources, PairTexts, ReadingNote, RowLabels } from '../preferencePair';
import type { SchemaName } from '../schemaNames';

/** One pair of a row, before the row gives it its place. */
export interface PairReading {
  readonly texts: PairTexts;
  readonly sources: PairSources;
  readonly notes?: readonly ReadingNote[];
  /** "chosen" and "rejected" unless told. */
  readonly provenance?: PairProvenance;
  readonly labels?: RowLabels;
}

/** What a schema makes of a row. */
export interface RowReading {
  /** Usually the adapter's own; another where the row only looked like it. */
  readonly schema?: SchemaName;
  readonly pairs: readonly PairReading[];
  readonly loose?: readonly Omit<LooseAnswer, 'schema'>[];
  readonly notes?: readonly ReadingNote[];
}

/** One layout of preference rows. A new layout is a file in this folder and a line in `schemaAdapters`. */
export interface SchemaAdapter {
  readonly name: SchemaName;
  /** Whether the row has the marks of this schema: its field names and their JSON types, not their content in depth. */
  recognises(fields: RowFields): boolean;
  /** Reads a row that was recognised. Throws RowProblem, with the path of the offending value, where it cannot. */
  read(fields: RowFields): RowReading;
}
