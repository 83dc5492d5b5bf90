import type { FieldChange } from '../fieldChange';
import type { RowFields } from '../parseRow';
import { valueAt, type Path } from './valueAt';

/** Exchanges the values at two paths (ranks or scores of two answers, say); undefined where one of them is missing. */
export function swapValues(fields: RowFields, first: Path, second: Path): readonly FieldChange[] | undefined {
  const [one, other] = [valueAt(fields, first), valueAt(fields, second)];
  if (one === undefined || other === undefined) return undefined;
  return [
    { path: first, value: other },
    { path: second, value: one },
  ];
}
