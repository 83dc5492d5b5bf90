import { describePath } from '../describePath';
import { describeValue } from '../describeValue';
import type { RowFields } from '../parseRow';
import { RowProblem } from '../rowProblem';
import { embeddedJson } from './embeddedJson';
import { valueAt, type Path } from './valueAt';

/** The list at a path, also one written as JSON in a text. Throws RowProblem where there is none. */
export function listAt(fields: RowFields, path: Path): readonly unknown[] {
  const list = asList(valueAt(fields, path));
  if (list !== undefined) return list;
  const value = valueAt(fields, path);
  const code = value === undefined ? 'missing-field' : 'wrong-type';
  throw new RowProblem(code, path, `${describePath(path)} is ${describeValue(value)}; expected a list.`);
}

/** The value as a list, also one written as JSON in a text; undefined where it is none. */
export function asList(value: unknown): readonly unknown[] | undefined {
  const list = typeof value === 'string' ? embeddedJson(value) : value;
  return Array.isArray(list) ? list : undefined;
}
