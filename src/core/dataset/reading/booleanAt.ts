import type { RowFields } from '../parseRow';
import { valueAt, type Path } from './valueAt';

/** Yes or no at a path, as JSON, as 0 or 1, or as text; undefined where there is neither. */
export function booleanAt(fields: RowFields, path: Path): boolean | undefined {
  const value = valueAt(fields, path);
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'number' || typeof value === 'string' ? String(value).trim().toLowerCase() : '';
  if (word === 'true' || word === '1' || word === '1.0') return true;
  return word === 'false' || word === '0' || word === '0.0' ? false : undefined;
}
