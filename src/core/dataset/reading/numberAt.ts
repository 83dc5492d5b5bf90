import type { RowFields } from '../parseRow';
import { valueAt, type Path } from './valueAt';

/** The finite number at a path, also one written as text (cells of a table are texts); undefined where there is none. */
export function numberAt(fields: RowFields, path: Path): number | undefined {
  return asNumber(valueAt(fields, path));
}

export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}
