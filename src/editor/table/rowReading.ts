import type { DatasetRow, PreferencePair } from '../../core/dataset/preferencePair';
import { readRow } from '../../core/dataset/readRow';
import type { RowContent, RowLocation } from '../../core/ports';
import type { RowKind } from '../../shared/tableProtocol';

/** A row of the file as the table needs it: what it was read as, and what else it holds. */
export interface RowReading {
  readonly row: number;
  readonly line: number;
  readonly kind: RowKind;
  /** Empty where the row cannot be read. */
  readonly pairs: readonly PreferencePair[];
  /** Why the row cannot be read. */
  readonly problem: string | null;
  /** 1-based column of the line where reading stopped; 1 where the row can be read. */
  readonly column: number;
  readonly notes: readonly string[];
  /** All fields of the row by name; null where it is no object. */
  readonly fields: Readonly<Record<string, unknown>> | null;
}

/** Never throws: a row that cannot be read says why. */
export function readTableRow(location: RowLocation, content: RowContent): RowReading {
  return reading(location, readRow(location, content), fieldsOf(content));
}

export function reading({ row, line }: RowLocation, read: DatasetRow, fields: RowReading['fields']): RowReading {
  if (read.kind === 'unreadable') {
    const { reason, column } = read.unreadable;
    return { row, line, kind: 'unreadable', pairs: [], problem: reason, column, notes: [], fields };
  }
  return { row, line, kind: 'pair', pairs: [read.pair], problem: null, column: 1, notes: read.pair.notes.map(({ message }) => message), fields };
}

/** The text of a row as it stands in the file; values of a row without text as JSON. */
export function rawText(content: RowContent): string {
  return content.kind === 'values' ? JSON.stringify(content.fields, null, 2) : Buffer.from(content.bytes).toString('utf8');
}

function fieldsOf(content: RowContent): RowReading['fields'] {
  if (content.kind === 'values') return content.fields;
  try {
    const value: unknown = JSON.parse(rawText(content));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
