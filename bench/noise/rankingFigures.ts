import { RandomSource } from '../../src/core/statistics/randomSource';

export interface RankingFigures {
  /** Area under the ROC curve of "flipped" against suspicion, ties half. */
  readonly auroc: number;
  readonly averagePrecision: number;
  /** Share of flipped labels among the most suspicious ones, as many as the estimated rate says; NaN where it says none. */
  readonly precisionAtRate: number;
}

/** Suspicion: the higher, the more likely flipped. Ties are broken as by chance: they share the mean precision of their block. */
export function rankingFigures(suspicion: ArrayLike<number>, flipped: ArrayLike<number>, rows: readonly number[], rate: number): RankingFigures {
  const order = [...rows].sort((a, b) => (suspicion[b] ?? 0) - (suspicion[a] ?? 0));
  const positives = order.reduce((sum, row) => sum + (flipped[row] ?? 0), 0);
  const negatives = order.length - positives;
  const taken = Math.round(rate * order.length);
  let [area, precision, hits, seen, hitsAtRate] = [0, 0, 0, 0, 0];
  while (seen < order.length) {
    let [end, blockHits] = [seen, 0];
    while (end < order.length && suspicion[order[end] ?? 0] === suspicion[order[seen] ?? 0]) blockHits += flipped[order[end++] ?? 0] ?? 0;
    const size = end - seen;
    area += blockHits * (negatives - (seen - hits)) - (blockHits * (size - blockHits)) / 2;
    precision += blockHits * ((hits + blockHits) / end);
    hitsAtRate += blockHits * Math.min(1, Math.max(0, (taken - seen) / size));
    hits += blockHits;
    seen = end;
  }
  return { auroc: area / (positives * negatives), averagePrecision: precision / positives, precisionAtRate: hitsAtRate / taken };
}

export interface Range {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Percentile intervals (95 %) of figures over resampled groups. */
export function bootstrap(groups: Uint32Array, repeats: number, seed: number, figures: (rows: readonly number[]) => readonly number[]): readonly Range[] {
  const members = new Map<number, number[]>();
  groups.forEach((group, row) => members.set(group, [...(members.get(group) ?? []), row]));
  const lists = [...members.values()];
  const random = new RandomSource(seed);
  const values = figures(Array.from(groups.keys()));
  const draws = Array.from({ length: repeats }, () => figures(lists.flatMap(() => lists[random.integer(lists.length)] ?? [])));
  return values.map((value, column) => {
    const sorted = draws.map((draw) => draw[column] ?? NaN).filter(Number.isFinite).sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
    return { value, low: at(0.025), high: at(0.975) };
  });
}
