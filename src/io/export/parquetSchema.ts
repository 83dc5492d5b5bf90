import type { SchemaElement } from 'hyparquet';

import type { ColumnType } from '../../core/export/columnType';
import type { ExportColumns } from '../../core/export/exportRecord';

/** The schema of a file with these columns; every value may be null. */
export function parquetSchema(columns: ExportColumns): SchemaElement[] {
  return [{ name: 'schema', num_children: columns.size }, ...[...columns].flatMap(([name, type]) => elements(name, type))];
}

/** A value as the writer takes it for a column of this type. */
export function parquetValue(type: ColumnType | null, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (type === null) return null;
  if (type.kind === 'json') return JSON.stringify(value);
  if (type.kind === 'integer') return BigInt(value as number);
  if (type.kind === 'list') return (value as readonly unknown[]).map((item) => parquetValue(type.element, item));
  if (type.kind !== 'struct') return value;
  const record = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Array.from(type.fields, ([name, field]) => [name, parquetValue(field, Object.hasOwn(record, name) ? record[name] : null)]));
}

function elements(name: string, type: ColumnType | null): SchemaElement[] {
  if (type?.kind === 'list') {
    const wrapper: SchemaElement = { name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST', logical_type: { type: 'LIST' } };
    return [wrapper, { name: 'list', repetition_type: 'REPEATED', num_children: 1 }, ...elements('element', type.element)];
  }
  if (type?.kind === 'struct') {
    const fields = [...type.fields].flatMap(([field, inner]) => elements(field, inner));
    return [{ name, repetition_type: 'OPTIONAL', num_children: type.fields.size }, ...fields];
  }
  return [{ name, repetition_type: 'OPTIONAL', ...leaf(type) }];
}

function leaf(type: ColumnType | null): Partial<SchemaElement> {
  if (type?.kind === 'boolean') return { type: 'BOOLEAN' };
  if (type?.kind === 'integer') return { type: 'INT64' };
  if (type?.kind === 'number') return { type: 'DOUBLE' };
  return { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } };
}
