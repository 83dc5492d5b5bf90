import type { DatasetSummary } from '../../core/dataset/datasetSummarizer';
import type { SchemaDetection, SchemaGuess } from '../../core/dataset/detectSchema';

/** A question that the data leave open, and the answers it takes; the first is the one that was taken. */
export interface OpenChoice {
  readonly key: string;
  readonly question: string;
  readonly values: readonly string[];
}

/** What `preflens inspect` prints; the field names are a public contract. */
export interface InspectRecord extends Omit<DatasetSummary, 'unreadable'> {
  readonly file: string;
  readonly container: string;
  readonly schema: string | null;
  /** 0..1; see docs/datasets.md. */
  readonly confidence: number;
  /** Other schemas that would read some of the first rows. */
  readonly alternatives: readonly SchemaGuess[];
  readonly choices: readonly OpenChoice[];
  readonly unreadable: readonly { readonly line: number; readonly column: number; readonly code: string; readonly reason: string }[];
}

/** What was found in the first rows, and what reading all of them gave. */
export function inspectRecord(
  file: string,
  container: string,
  { detection, summary }: { readonly detection: SchemaDetection; readonly summary: DatasetSummary },
): InspectRecord {
  const { rows, pairs, unpaired, ties, schemas, notes, unreadable, fields, findings, silenced } = summary;
  return {
    file,
    container,
    schema: detection.schema,
    confidence: detection.confidence,
    alternatives: detection.alternatives,
    choices: detection.choices.map(({ key, question, values }) => ({ key, question, values: values.map(({ value }) => value) })),
    rows,
    pairs,
    unpaired,
    ties,
    schemas,
    unreadable: unreadable.map(({ line, column, code, reason }) => ({ line, column, code, reason })),
    notes,
    fields,
    findings,
    silenced,
  };
}
