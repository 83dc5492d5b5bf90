/**
 * What a column of a table holds, found from its values. `json` stands for values of several kinds, which are written as JSON
 * text; null for a column in which there is nothing but null so far.
 */
export type ColumnType =
  | { readonly kind: 'boolean' | 'integer' | 'number' | 'text' | 'json' }
  | { readonly kind: 'list'; readonly element: ColumnType | null }
  | { readonly kind: 'struct'; readonly fields: ReadonlyMap<string, ColumnType | null> };

const json: ColumnType = { kind: 'json' };
/** An object with more names than this is a dictionary and no struct. */
const mostFields = 200;
const deepest = 12;

/** The type that also fits `value`. */
export function widenedType(type: ColumnType | null, value: unknown, depth = 0): ColumnType | null {
  if (value === null || value === undefined || type?.kind === 'json') return type;
  const found = simpleKind(value);
  if (found !== undefined) return widenedSimple(type, found);
  if (depth >= deepest) return json;
  if (Array.isArray(value)) return widenedList(type, value, depth);
  return widenedStruct(type, value as Readonly<Record<string, unknown>>, depth);
}

function simpleKind(value: unknown): 'boolean' | 'integer' | 'number' | 'text' | undefined {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0) ? 'integer' : 'number';
  return typeof value === 'string' ? 'text' : undefined;
}

function widenedSimple(type: ColumnType | null, kind: 'boolean' | 'integer' | 'number' | 'text'): ColumnType {
  if (type === null || type.kind === kind) return { kind };
  const areNumbers = (type.kind === 'integer' || type.kind === 'number') && (kind === 'integer' || kind === 'number');
  return areNumbers ? { kind: 'number' } : json;
}

function widenedList(type: ColumnType | null, values: readonly unknown[], depth: number): ColumnType {
  if (type !== null && type.kind !== 'list') return json;
  const element = values.reduce<ColumnType | null>((known, value) => widenedType(known, value, depth + 1), type?.element ?? null);
  return { kind: 'list', element };
}

function widenedStruct(type: ColumnType | null, value: Readonly<Record<string, unknown>>, depth: number): ColumnType {
  if (type !== null && type.kind !== 'struct') return json;
  const fields = new Map(type?.fields);
  for (const [name, item] of Object.entries(value)) fields.set(name, widenedType(fields.get(name) ?? null, item, depth + 1));
  return fields.size === 0 || fields.size > mostFields ? json : { kind: 'struct', fields };
}
