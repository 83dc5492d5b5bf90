import type { ContainerFormat } from '../ports';
import type { RowSpan } from './datasetText';
import type { TextReplacement } from './textReplacement';

/** Takes rows (0-based, in any order) out of a text: lines with their line end, elements of an array with one comma each. */
export function dropReplacements(spans: readonly RowSpan[], format: ContainerFormat, rows: readonly number[]): readonly TextReplacement[] {
  const dropped = [...new Set(rows)].filter((row) => spans[row] !== undefined).sort((first, second) => first - second);
  if (format !== 'json') return dropped.map((row) => removal(spans[row]?.start, spans[row]?.removalEnd));
  return runs(dropped).map(([first, last]) => dropElements(spans, first, last));
}

/** With the comma and space that follow; at the end of the array with those before, so that no comma is left over. */
function dropElements(spans: readonly RowSpan[], first: number, last: number): TextReplacement {
  const next = spans[last + 1];
  if (next !== undefined) return removal(spans[first]?.start, next.start);
  return removal(first > 0 ? spans[first - 1]?.end : spans[first]?.start, spans[last]?.end);
}

/** Adjacent rows together: their commas are shared. */
function runs(rows: readonly number[]): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  for (const row of rows) {
    const run = found.at(-1);
    if (run !== undefined && run[1] === row - 1) run[1] = row;
    else found.push([row, row]);
  }
  return found;
}

function removal(start = 0, end = 0): TextReplacement {
  return { start, end, text: '' };
}
