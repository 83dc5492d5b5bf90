import type { LabelColumn } from './fileCensus';

const mostValues = 20;
const fewestPairs = 5;

/** The most frequent values of a label, with their codes; among equals those that came first. Values of a handful of pairs say nothing. */
export function largestValues({ values, codes }: LabelColumn): readonly { readonly value: string; readonly code: number; readonly pairs: number }[] {
  const counts = new Uint32Array(values.length + 1);
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return values
    .map((value, index) => ({ value, code: index + 1, pairs: counts[index + 1] ?? 0 }))
    .filter(({ pairs }) => pairs >= fewestPairs)
    .sort((a, b) => b.pairs - a.pairs || a.code - b.code)
    .slice(0, mostValues);
}
