export interface RankingFigures {
  /** Area under the ROC curve of "flipped" against suspicion, ties half. */
  readonly auroc: number;
  readonly averagePrecision: number;
  /** Share of flipped labels among the most suspicious ones, as many as the estimated rate says. */
  readonly precisionAtRate: number;
}

/** Pairs from the most suspicious to the least, in blocks of equal suspicion: each ends before the row at its entry in `ends`. */
export interface Ranking {
  readonly order: Uint32Array;
  readonly ends: Uint32Array;
}

/** Suspicion: the higher, the more likely flipped. */
export function ranking(suspicion: ArrayLike<number>): Ranking {
  const order = Uint32Array.from({ length: suspicion.length }, (_, row) => row).sort((a, b) => (suspicion[b] ?? 0) - (suspicion[a] ?? 0));
  const isEnd = (row: number, place: number) => place + 1 === order.length || suspicion[order[place + 1] ?? 0] !== suspicion[row];
  return { order, ends: Uint32Array.from(Array.from(order, (row, place) => (isEnd(row, place) ? place + 1 : 0)).filter((end) => end > 0)) };
}

/**
 * Ties are broken as by chance: they share the mean precision of their block.
 *
 * @param counts how often each pair counts, as a bootstrap draws it
 * @param rate share of pairs that are looked at for `precisionAtRate`
 */
export function rankingFigures({ order, ends }: Ranking, flipped: ArrayLike<number>, counts: ArrayLike<number>, rate: number): RankingFigures {
  let [total, positives] = [0, 0];
  for (const row of order) [total, positives] = [total + (counts[row] ?? 0), positives + (flipped[row] ?? 0) * (counts[row] ?? 0)];
  const taken = Math.round(rate * total);
  let [area, precision, hits, seen, hitsAtRate, place] = [0, 0, 0, 0, 0, 0];
  for (const end of ends) {
    let [size, blockHits] = [0, 0];
    for (; place < end; place++) {
      const row = order[place] ?? 0;
      [size, blockHits] = [size + (counts[row] ?? 0), blockHits + (flipped[row] ?? 0) * (counts[row] ?? 0)];
    }
    if (size === 0) continue;
    area += blockHits * (total - positives - (seen - hits)) - (blockHits * (size - blockHits)) / 2;
    precision += blockHits * ((hits + blockHits) / (seen + size));
    hitsAtRate += blockHits * Math.min(1, Math.max(0, (taken - seen) / size));
    [hits, seen] = [hits + blockHits, seen + size];
  }
  return { auroc: area / (positives * (total - positives)), averagePrecision: precision / positives, precisionAtRate: hitsAtRate / taken };
}
