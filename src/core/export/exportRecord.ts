import type { ColumnType } from './columnType';

/** One record on its way into a file: JSON text of an object on one line, written as it is where the format allows, or its fields. */
export type ExportRecord =
  | { readonly kind: 'json'; readonly text: string }
  | { readonly kind: 'fields'; readonly fields: Readonly<Record<string, unknown>> };

/** The columns of a table, in order. A record without one of them has null there. */
export type ExportColumns = ReadonlyMap<string, ColumnType | null>;

export function recordFields(record: ExportRecord): Readonly<Record<string, unknown>> {
  return record.kind === 'fields' ? record.fields : (JSON.parse(record.text) as Readonly<Record<string, unknown>>);
}

export function recordText(record: ExportRecord): string {
  return record.kind === 'json' ? record.text : JSON.stringify(record.fields);
}

/** Where exported records go. */
export interface RecordSink {
  /** Resolves once the sink can take more. Rejects with OutputError. */
  write(record: ExportRecord): Promise<void>;
  /** Everything was written; what comes behind the last record follows. The file appears with the caller's commit. */
  finish(): Promise<void>;
}
