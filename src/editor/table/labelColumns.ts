import type { RowFieldValues } from './tableData';

/** Rows looked at: some from the start, the others spread over the file. */
const sampleSize = 200;
const mostColumns = 12;
const longestLabel = 80;

/** Rows to look at for label columns. */
export function sampleRows(rowCount: number): number[] {
  const step = Math.max(1, rowCount / sampleSize);
  const rows = Array.from({ length: Math.min(rowCount, sampleSize) }, (_, index) => Math.floor(index * step));
  return [...new Set(rows)];
}

/**
 * Names of the fields that stand beside the texts and tell rows apart or together: sources, models, ratings. A field whose
 * values are always the same, or are long texts or structures, is none. In the order in which rows name them.
 */
export function labelColumns(sample: readonly { readonly fields: RowFieldValues; readonly textFields: ReadonlySet<string> }[]): string[] {
  const met = new Map<string, FieldUse>();
  for (const { fields, textFields } of sample) {
    for (const [name, value] of Object.entries(fields ?? {})) note(met, name, value, textFields.has(name));
  }
  const labels = [...met].filter(([, use]) => use.isLabel && use.values.size > (sample.length > 1 ? 1 : 0));
  return labels.map(([name]) => name).slice(0, mostColumns);
}

/** How a label is shown, sorted and compared. Structures and missing fields are the empty text. */
export function labelText(fields: RowFieldValues, name: string): string {
  // Own fields only: a column may be called "constructor".
  const value = fields && Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (typeof value === 'string') return value.length > longestLabel ? `${value.slice(0, longestLabel)}…` : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

interface FieldUse {
  isLabel: boolean;
  readonly values: Set<string>;
}

function note(met: Map<string, FieldUse>, name: string, value: unknown, isText: boolean): void {
  const use = met.get(name) ?? { isLabel: true, values: new Set<string>() };
  met.set(name, use);
  if (value === null) return;
  if (isText || typeof value === 'object' || (typeof value === 'string' && (value.length > longestLabel || value.includes('\n')))) use.isLabel = false;
  else if (use.values.size < 3) use.values.add(String(value));
}
