import { field } from '../field';
import type { FieldChange } from '../fieldChange';
import type { RowFields } from '../parseRow';

/** Exchanges the contents of two fields; companions (scores, model names …) go with them where both are there. */
export function swapFields(fields: RowFields, names: readonly [string, string], ...companions: readonly (readonly [string, string])[]): readonly FieldChange[] {
  const present = companions.filter(([first, second]) => field(fields, first) !== undefined && field(fields, second) !== undefined);
  return [names, ...present].flatMap(([first, second]) => [
    { path: [first], value: fields[second] },
    { path: [second], value: fields[first] },
  ]);
}
