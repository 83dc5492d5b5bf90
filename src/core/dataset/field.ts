import type { RowFields } from './parseRow';

/** A field of the row itself, undefined where it is absent or null: tables with optional columns are written with null. */
export function field(fields: RowFields, name: string): unknown {
  return Object.hasOwn(fields, name) ? (fields[name] ?? undefined) : undefined;
}
