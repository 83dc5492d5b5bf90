import type { RowFields } from '../parseRow';
import type { RowLabels } from '../preferencePair';
import { valueAt, type Path } from './valueAt';

const longestLabel = 200;

/** What the row says about itself under these names (or paths, by the name of their last step): short texts and numbers. */
export function labelsOf(fields: RowFields, names: readonly (string | Path)[]): RowLabels {
  const labels: Record<string, string | number> = {};
  for (const name of names) {
    const path = typeof name === 'string' ? [name] : name;
    const value = valueAt(fields, path);
    if (typeof value === 'boolean') labels[String(path.at(-1))] = String(value);
    else if (typeof value === 'number' || (typeof value === 'string' && value !== '' && value.length <= longestLabel)) labels[String(path.at(-1))] = value;
  }
  return labels;
}
