import type { RowReading } from '../schemas/schemaAdapter';
import type { Comparison } from './comparison';
import type { Answer } from './part';
import { maximalComparisons } from './ranking';

/** Every good answer against every bad one. */
export function crossProduct(comparison: Comparison, good: readonly Answer[], bad: readonly Answer[]): RowReading {
  const all = good.length * bad.length;
  const pairs = good
    .slice(0, maximalComparisons)
    .flatMap((chosen) => bad.slice(0, maximalComparisons).map((rejected) => [chosen, rejected] as const))
    .slice(0, maximalComparisons)
    .map(([chosen, rejected]) => comparison.pair(chosen, rejected));
  if (all <= maximalComparisons) return { pairs, loose: all === 0 ? alone(comparison, good, bad) : [] };
  const message = `The ${String(good.length)} good and ${String(bad.length)} bad answers of the row make ${String(all)} pairs; the first ${String(maximalComparisons)} are read.`;
  return { pairs, notes: [{ code: 'pairs-left-out', message }] };
}

function alone(comparison: Comparison, good: readonly Answer[], bad: readonly Answer[]) {
  const why = 'There is no answer of the other kind to compare it with.';
  return [
    ...good.map((answer) => comparison.unpaired(answer, { label: true, score: null, why })),
    ...bad.map((answer) => comparison.unpaired(answer, { label: false, score: null, why })),
  ];
}
