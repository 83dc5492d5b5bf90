import type { Interval } from '../noise/lintReport';

const z = 1.959963984540054;

/**
 * A weighted share with its 95 % interval where members of a group resemble each other: Wilson's interval at the effective count p(1 − p)/V, V the
 * variance of the share over groups (linearised, G/(G − 1)); the count of groups where there is no variance. `outcomes` are 0 … 1. Null without any
 * weight.
 */
export function groupedShare(outcomes: ArrayLike<number>, weights: ArrayLike<number>, groups: ArrayLike<number>): Interval | null {
  const total = sumOf(outcomes.length, (index) => weights[index] ?? 0);
  if (!(total > 0)) return null;
  const share = sumOf(outcomes.length, (index) => (weights[index] ?? 0) * (outcomes[index] ?? 0)) / total;
  return wilson(share, effectiveCount(share, total, outcomes, weights, groups));
}

function effectiveCount(share: number, total: number, outcomes: ArrayLike<number>, weights: ArrayLike<number>, groups: ArrayLike<number>): number {
  const sums = new Map<number, number>();
  for (let index = 0; index < outcomes.length; index++) {
    const [group, weight] = [groups[index] ?? 0, weights[index] ?? 0];
    if (weight > 0) sums.set(group, (sums.get(group) ?? 0) + weight * ((outcomes[index] ?? 0) - share));
  }
  const count = sums.size;
  let variance = 0;
  for (const sum of sums.values()) variance += sum * sum;
  variance *= count / Math.max(count - 1, 1) / total ** 2;
  // A share of 0 or 1 has no variance to judge by.
  return share * (1 - share) > 0 && variance > 0 ? (share * (1 - share)) / variance : count;
}

/** Wilson (1927): never leaves 0 … 1, and says something of a share that is 0 or 1. */
export function wilson(share: number, count: number): Interval {
  const spread = (z * z) / count;
  const center = (share + spread / 2) / (1 + spread);
  const half = (z * Math.sqrt((share * (1 - share)) / count + spread / (4 * count))) / (1 + spread);
  return { estimate: share, low: Math.max(center - half, 0), high: Math.min(center + half, 1) };
}

function sumOf(count: number, term: (index: number) => number): number {
  let sum = 0;
  for (let index = 0; index < count; index++) sum += term(index);
  return sum;
}
