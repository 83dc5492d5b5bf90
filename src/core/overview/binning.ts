/** Finds bins on rising edges of equal width: lower edge in, upper edge out. */
export interface Binning {
  readonly edges: readonly number[];
  /** −1 below the first edge, `edges.length − 1` from the last edge on. */
  binOf(value: number): number;
}

/** @param edges at least two, as `roundEdges` makes them */
export function binning(edges: readonly number[]): Binning {
  const [first, last, bins] = [edges[0] ?? 0, edges.at(-1) ?? 1, edges.length - 1];
  const width = (last - first) / bins;
  return {
    edges,
    binOf(value) {
      if (value < first) return -1;
      if (value >= last) return bins;
      const guess = Math.min(bins - 1, Math.floor((value - first) / width));
      // The division errs by a bin at an edge.
      if (value < (edges[guess] ?? first)) return guess - 1;
      return value >= (edges[guess + 1] ?? last) ? guess + 1 : guess;
    },
  };
}
