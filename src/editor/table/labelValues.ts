import { labelText } from './labelColumns';
import { scanRows, type RowList, type ScanOptions } from './scanRows';
import type { TableData } from './tableData';

const mostDifferent = 200_000;

/** A label column that cannot be sorted by: it has more than `limit` different values. */
export class TooManyLabelsError extends Error {
  override readonly name = 'TooManyLabelsError';

  constructor(
    readonly column: string,
    readonly limit: number,
  ) {
    super(`${column}: more than ${String(limit)} values`);
  }
}

/**
 * Keys to sort rows by a label column, parallel to `rows`: the numbers themselves where all labels are numbers, else their
 * rank in the order of the alphabet. NaN where a row has no label. Throws TooManyLabelsError, and what a scan throws.
 */
export async function labelKeys(data: TableData, rows: RowList, name: string, options: ScanOptions): Promise<Float64Array> {
  const codes = new Map<string, number>();
  const keys = new Float64Array(rows.length);
  let at = 0;
  const visit = async (row: number): Promise<void> => {
    const label = labelText(await data.fields(row), name);
    if (label !== '' && !codes.has(label)) codes.set(label, codes.size);
    if (codes.size > mostDifferent) throw new TooManyLabelsError(name, mostDifferent);
    keys[at++] = codes.get(label) ?? NaN;
  };
  await scanRows(rows, visit, options);
  const order = orderOf([...codes.keys()]);
  return keys.map((code) => order[code] ?? NaN);
}

function orderOf(labels: readonly string[]): Float64Array {
  const numbers = labels.map(Number);
  if (numbers.every(Number.isFinite)) return Float64Array.from(numbers);
  const { compare } = new Intl.Collator('en', { numeric: true });
  const ranks = new Float64Array(labels.length);
  const sorted = labels.map((label, code) => ({ label, code })).sort((a, b) => compare(a.label, b.label));
  sorted.forEach(({ code }, rank) => (ranks[code] = rank));
  return ranks;
}
