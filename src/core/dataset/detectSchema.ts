import type { RowFields } from './parseRow';
import type { ReadingOptions } from './readingOptions';
import type { SchemaName } from './schemaNames';
import type { SchemaAdapter, SchemaChoice } from './schemas/schemaAdapter';
import { schemaAdapters } from './schemas/schemaAdapters';

/** A schema, and how sure it is that the rows looked at are of it, 0..1. */
export interface SchemaGuess {
  readonly schema: SchemaName;
  readonly confidence: number;
}

/** What a dataset was found to be. */
export interface SchemaDetection {
  /** Null where no row that was looked at has the marks of any schema. */
  readonly schema: SchemaName | null;
  /** Share of the rows looked at that have its marks, times how surely these marks mean it; 1 where somebody named the schema. */
  readonly confidence: number;
  /** Other schemas that would read some of the rows, the surest first. */
  readonly alternatives: readonly SchemaGuess[];
  /** Questions that the rows leave open and nobody has answered. */
  readonly choices: readonly SchemaChoice[];
  /** Rows looked at. */
  readonly sampled: number;
}

/** Finds the schema of a dataset from some of its rows; the name of its file decides nothing. */
export function detectSchema(sample: readonly RowFields[], options: ReadingOptions = {}): SchemaDetection {
  const guesses = schemaAdapters
    .map((adapter) => ({ schema: adapter.name, confidence: confidenceIn(adapter, sample) }))
    .filter(({ confidence }) => confidence > 0)
    // Stable: of equally sure ones the more particular comes first.
    .sort((first, second) => second.confidence - first.confidence);
  const named = options.mapping ? 'named-columns' : options.schema;
  const schema = named ?? mostFrequent(sample);
  return {
    schema,
    confidence: named === undefined ? (guesses.find((guess) => guess.schema === schema)?.confidence ?? 0) : 1,
    alternatives: guesses.filter((guess) => guess.schema !== schema),
    choices: openChoices(schema, sample, options),
    sampled: sample.length,
  };
}

/**
 * The schema that is the first to recognise most rows. General ones recognise the rows of particular ones too, so their shares
 * alone do not decide.
 */
function mostFrequent(sample: readonly RowFields[]): SchemaName | null {
  const counts = new Map<SchemaName, number>();
  for (const fields of sample) {
    const adapter = schemaAdapters.find((candidate) => candidate.recognises(fields));
    if (adapter) counts.set(adapter.name, (counts.get(adapter.name) ?? 0) + 1);
  }
  const most = Math.max(0, ...counts.values());
  return schemaAdapters.find(({ name }) => counts.get(name) === most)?.name ?? null;
}

function confidenceIn(adapter: SchemaAdapter, sample: readonly RowFields[]): number {
  if (sample.length === 0) return 0;
  return (adapter.certainty * sample.filter((fields) => adapter.recognises(fields)).length) / sample.length;
}

function openChoices(schema: SchemaName | null, sample: readonly RowFields[], { choices = {} }: ReadingOptions): readonly SchemaChoice[] {
  const adapter = schemaAdapters.find(({ name }) => name === schema);
  return (adapter?.choices ?? []).filter(({ key, isOpen }) => !Object.hasOwn(choices, key) && sample.some((fields) => adapter?.recognises(fields) === true && isOpen(fields)));
}
