import { normalQuantile } from './shapleyEstimate';

/** A share with its 95 % interval, each 0 … 1. */
export interface NoiseShare {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Token noise of one prompt: the share of Σ|φ| that falls on units of little information. The interval carries the standard errors of
 * the values to first order; exact values have none. Null where nothing is attributed at all.
 */
export function tokenNoise(values: ArrayLike<number>, standardErrors: ArrayLike<number>, isLow: readonly boolean[]): NoiseShare | null {
  let [low, total] = [0, 0];
  for (const [unit, isLowUnit] of isLow.entries()) {
    const size = Math.abs(values[unit] ?? 0);
    total += size;
    if (isLowUnit) low += size;
  }
  if (total === 0) return null;
  const share = low / total;
  const variance = isLow.reduce((sum, isLowUnit, unit) => sum + (((isLowUnit ? 1 : 0) - share) * (standardErrors[unit] ?? 0)) ** 2, 0) / total ** 2;
  const half = normalQuantile * Math.sqrt(variance);
  return { share, low: Math.max(0, share - half), high: Math.min(1, share + half) };
}

/** The mean share over a set of prompts, with the interval of a mean over prompts; null for fewer than two. */
export function meanNoise(shares: readonly number[]): NoiseShare | null {
  if (shares.length < 2) return null;
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / (shares.length - 1);
  const half = normalQuantile * Math.sqrt(variance / shares.length);
  return { share: mean, low: Math.max(0, mean - half), high: Math.min(1, mean + half) };
}
