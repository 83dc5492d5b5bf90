/** Mantissas of steps that people read easily. */
const roundMantissas = [1, 2, 2.5, 5, 10];

/**
 * Edges of equal bins on round numbers, about so many, that hold everything from `low` to `high` (finite): each bin has its lower edge and not its upper, and 0 is an
 * edge where it lies among them.
 */
export function roundEdges(low: number, high: number, bins: number): number[] {
  const width = high > low ? (high - low) / bins : Math.max(Math.abs(low), 1) / bins;
  const power = 10 ** Math.floor(Math.log10(width));
  const step = power * (roundMantissas.find((mantissa) => mantissa * power >= width * (1 - 1e-9)) ?? 10);
  // Products of a step such as 0.1 carry the dust of binary fractions.
  const edge = (multiple: number) => Number((multiple * step).toPrecision(12)) + 0;
  let [first, last] = [Math.floor(low / step), Math.floor(high / step) + 1];
  if (edge(first) > low) first--;
  if (edge(last) <= high) last++;
  return Array.from({ length: last - first + 1 }, (_, index) => edge(first + index));
}
