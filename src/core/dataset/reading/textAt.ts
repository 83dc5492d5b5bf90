import { describePath } from '../describePath';
import { describeValue } from '../describeValue';
import type { RowFields } from '../parseRow';
import { RowProblem } from '../rowProblem';
import type { LocatedText } from './part';
import { valueAt, type Path } from './valueAt';

/** The text at a path. Throws RowProblem where there is none. */
export function textAt(fields: RowFields, path: Path): LocatedText {
  const value = valueAt(fields, path);
  if (typeof value === 'string') return { text: value, sources: [{ path, start: 0, end: value.length }] };
  const code = value === undefined ? 'missing-field' : 'wrong-type';
  throw new RowProblem(code, path, `${describePath(path)} is ${describeValue(value)}; expected a text.`);
}

/** The text at a path; undefined where it is absent, null, or empty. Throws RowProblem for something else than text. */
export function optionalTextAt(fields: RowFields, path: Path): LocatedText | undefined {
  const value = valueAt(fields, path);
  return value === undefined || value === '' ? undefined : textAt(fields, path);
}
