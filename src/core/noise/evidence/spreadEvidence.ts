import { meanAndDeviation } from '../../statistics/meanAndDeviation';

/** What several model sets say of each pair together. */
export interface SpreadEvidence {
  /** Mean over the model sets of their margins, each in units of its own median size; NaN where fewer than two spoke. */
  readonly means: Float64Array;
  /** Population standard deviation over the model sets, in the same unit. */
  readonly deviations: Float64Array;
}

/**
 * Mean and spread of the margins of several model sets, as in "Secrets of RLHF in Large Language Models Part II" (Wang et al. 2024, arXiv 2401.06080). Model sets
 * count in units of their own, since an implicit reward has no common scale.
 *
 * @param margins of each model set, by pair; NaN for none
 */
export function spreadEvidence(margins: readonly Float64Array[]): SpreadEvidence {
  const pairs = margins[0]?.length ?? 0;
  const scales = margins.map((column) => middleOf(column.map(sizeOf).filter((size) => !Number.isNaN(size)).sort()));
  const means = new Float64Array(pairs).fill(NaN);
  const deviations = new Float64Array(pairs).fill(NaN);
  for (let index = 0; index < pairs; index++) {
    const votes = margins.map((column, set) => (column[index] ?? NaN) / (scales[set] ?? 1)).filter((vote) => !Number.isNaN(vote));
    if (votes.length < 2) continue;
    const { mean, deviation } = meanAndDeviation(votes);
    [means[index], deviations[index]] = [mean, deviation];
  }
  return { means, deviations };
}

/** |value|; NaN of 0, which has no size to speak of. */
export function sizeOf(value: number): number {
  return value === 0 ? NaN : Math.abs(value);
}

/** The median of sorted sizes; 1 where there are none. */
export function middleOf(sorted: Float64Array): number {
  return sorted[sorted.length >> 1] ?? 1;
}
