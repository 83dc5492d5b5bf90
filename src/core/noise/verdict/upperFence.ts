import { sortedInSteps } from '../sortedInSteps';
import type { Steps } from '../steps';

/** Fewer values make no distribution to stand out of. */
const fewestValues = 20;

/**
 * The value that the highest `share` of the known values lies above, and with `outlying` at least Tukey's upper fence (third quartile + 1.5 interquartile
 * ranges), so that a file without outliers has none. Null for fewer than 20 values.
 */
export function* upperFence(values: Float64Array, share: number, outlying: boolean): Steps<number | null> {
  const known = yield* sortedInSteps(values.filter((value) => !Number.isNaN(value)));
  if (known.length < fewestValues) return null;
  const at = (quantile: number) => known[Math.min(known.length - 1, Math.floor(quantile * known.length))] ?? 0;
  const fence = at(0.75) + 1.5 * (at(0.75) - at(0.25));
  return outlying ? Math.max(at(1 - share), fence) : at(1 - share);
}
