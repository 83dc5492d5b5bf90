import type { RowFields } from '../parseRow';
import type { LooseAnswer, PairProvenance, PairSources, PairTexts, PreferencePair, ReadingNote, RowLabels } from '../preferencePair';
import type { SchemaName } from '../schemaNames';
import type { FieldChange } from '../fieldChange';
import type { FieldMapping } from '../readingOptions';

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
  readonly pairs: readonly PairReading[];
  readonly loose?: readonly Omit<LooseAnswer, 'schema'>[];
  readonly notes?: readonly ReadingNote[];
}

/** For the page of schemas (docs/datasets.md). */
export interface SchemaDocumentation {
  readonly title: string;
  /** What decides which answer is preferred, as a phrase. */
  readonly winner: string;
  /** A short row (or rows, where pairs span rows) that the adapter reads. */
  readonly example: readonly [RowFields, ...RowFields[]];
  /** What is worth knowing, in a sentence or two. */
  readonly notes?: string;
}

/** A question that a dataset may leave open, such as which of two columns decides. */
export interface SchemaChoice {
  readonly key: string;
  /** As a person is asked. */
  readonly question: string;
  /** The first is taken where nobody says otherwise. */
  readonly values: readonly [SchemaChoiceValue, ...SchemaChoiceValue[]];
  /** Whether this row leaves the question open, so that it is worth asking. */
  isOpen(fields: RowFields): boolean;
}

export interface SchemaChoiceValue {
  readonly value: string;
  readonly label: string;
}

/** A row before the one that is read, for pairs that span rows. */
export interface PreviousRow {
  readonly row: number;
  readonly fields: RowFields;
}

/** What an adapter is told besides the row. */
export interface ReadingContext {
  /** Answers to the schema's choices, by their key. */
  readonly choices: Readonly<Record<string, string>>;
  /** Which fields hold what, where the user said so. */
  readonly mapping: FieldMapping | undefined;
  /** Rows before this one that the adapter says belong with it, nearest first. */
  readonly previous: readonly PreviousRow[];
}

/** One layout of preference rows. A new layout is a file in this folder and a line in `schemaAdapters`. */
export interface SchemaAdapter {
  readonly name: SchemaName;
  readonly documentation: SchemaDocumentation;
  /** How sure it is that a row with these marks is of this schema, 0..1: 1 where no other layout has them. */
  readonly certainty: number;
  readonly choices?: readonly SchemaChoice[];
  /** Rows before a row that may belong with it; `belongs` says which do. */
  readonly lookback?: { readonly rows: number; belongs(previous: RowFields, fields: RowFields): boolean };
  /** Whether the row has the marks of this schema: its field names and their JSON types, not their content in depth. */
  recognises(fields: RowFields): boolean;
  /** Reads a row that was recognised. Throws RowProblem, with the path of the offending value, where it cannot. */
  read(fields: RowFields, context: ReadingContext): RowReading;
  /**
   * What to write into the row so that the other answer of a pair wins; absent, or undefined, where the schema has no way to
   * say so for this pair alone.
   */
  swap?(fields: RowFields, pair: PreferencePair, context: ReadingContext): readonly FieldChange[] | undefined;
}
