import { RandomSource } from '../../statistics/randomSource';

/** Which fold each pair is in, and an order in which all pairs of a fold, and within it all pairs of a group, stand together. */
export interface GroupedFolds {
  readonly folds: number;
  /** By pair. */
  readonly foldOf: Uint8Array;
  /** Indices of pairs; groups in a random order, so that the beginning of a fold is a sample of it. */
  readonly order: Uint32Array;
  /** Where each fold begins in `order`, and where the last one ends. */
  readonly starts: readonly number[];
  /** Groups in all. */
  readonly groups: number;
}

/** Deals groups out to folds of about equal size: the largest first, each to the fold that has fewest pairs. The seed decides among equals. */
export function groupedFolds(groups: Uint32Array, wanted: number, seed: number): GroupedFolds {
  const { ranks, sizes } = randomRanks(groups, seed);
  const folds = Math.min(wanted, sizes.length);
  const foldOfRank = dealt(sizes, folds);
  const foldOf = Uint8Array.from(ranks, (rank) => foldOfRank[rank] ?? 0);
  const order = Uint32Array.from(ranks, (_, pair) => pair).sort(
    (a, b) => (foldOf[a] ?? 0) - (foldOf[b] ?? 0) || (ranks[a] ?? 0) - (ranks[b] ?? 0) || a - b,
  );
  const pairs = new Array<number>(folds).fill(0);
  for (const fold of foldOf) pairs[fold] = (pairs[fold] ?? 0) + 1;
  const starts = pairs.reduce<number[]>((ends, count) => [...ends, (ends.at(-1) ?? 0) + count], [0]);
  return { folds, foldOf, order, starts, groups: sizes.length };
}

/** The place of each pair's group in a random order, and the size of the group at each place. */
function randomRanks(groups: Uint32Array, seed: number): { ranks: Uint32Array; sizes: Uint32Array } {
  const dense = new Map<number, number>();
  for (const group of groups) if (!dense.has(group)) dense.set(group, dense.size);
  const shuffled = new RandomSource(seed).order(dense.size);
  const ranks = Uint32Array.from(groups, (group) => shuffled[dense.get(group) ?? 0] ?? 0);
  const sizes = new Uint32Array(dense.size);
  for (const rank of ranks) sizes[rank] = (sizes[rank] ?? 0) + 1;
  return { ranks, sizes };
}

function dealt(sizes: Uint32Array, folds: number): Uint8Array {
  const bySize = Uint32Array.from(sizes, (_, rank) => rank).sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b);
  const filled = new Float64Array(folds);
  const foldOfRank = new Uint8Array(sizes.length);
  for (const rank of bySize) {
    const fold = filled.indexOf(Math.min(...filled));
    foldOfRank[rank] = fold;
    filled[fold] = (filled[fold] ?? 0) + (sizes[rank] ?? 0);
  }
  return foldOfRank;
}
