import type { EditableRow, RowPath } from './editableRow';
import type { Exchange } from './exchangedPaths';
import type { FieldChange } from '../dataset/fieldChange';
import type { TextReplacement } from './textReplacement';

/** Values that change places keep the characters they are written with. */
export function exchangeFields(row: EditableRow, exchanges: readonly Exchange[]): readonly TextReplacement[] {
  return exchanges.flatMap(({ first, second }) => [row.replaceRaw(first, row.raw(second)), row.replaceRaw(second, row.raw(first))]);
}

/** New values for some places of a row. A value that another of these places held until now comes with the characters it had there. */
export function replaceFields(row: EditableRow, changes: readonly FieldChange[]): readonly TextReplacement[] {
  const changed = changes.filter(({ path, value }) => !isEqual(row.value(path), value));
  return changed.map(({ path, value }) => {
    const donor = donorOf(row, changed, value);
    return donor === undefined || row.value(path) === undefined ? row.replaceValue(path, value) : row.replaceRaw(path, row.raw(donor));
  });
}

function donorOf(row: EditableRow, changes: readonly FieldChange[], value: unknown): RowPath | undefined {
  return changes.find(({ path }) => isEqual(row.value(path), value))?.path;
}

function isEqual(first: unknown, second: unknown): boolean {
  return first === second || JSON.stringify(first) === JSON.stringify(second);
}
