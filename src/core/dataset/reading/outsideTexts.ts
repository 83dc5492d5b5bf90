import type { FieldChange } from '../fieldChange';
import type { RowFields } from '../parseRow';
import { valueAt, type Path } from './valueAt';
import { withValue } from './withValue';

/** The same changes, with those inside texts that hold JSON made changes of the whole texts. */
export function outsideTexts(fields: RowFields, changes: readonly FieldChange[]): readonly FieldChange[] {
  const whole = new Map<string, FieldChange>();
  for (const change of changes) {
    const length = textLength(fields, change.path);
    const path = change.path.slice(0, length);
    const key = JSON.stringify(path);
    const before = whole.get(key)?.value ?? valueAt(fields, path);
    const value = length === change.path.length ? change.value : withValue(before, change.path.slice(length), change.value);
    whole.set(key, { path, value });
  }
  return [...whole.values()];
}

/** Steps of the path up to the first text on its way. */
function textLength(fields: RowFields, path: Path): number {
  const steps = path.findIndex((_, index) => index > 0 && typeof valueAt(fields, path.slice(0, index)) === 'string');
  return steps === -1 ? path.length : steps;
}
