import type { ProbeProblem } from './probeProblem';

/** How each feature is standardised: clipped to ± `clip`, then multiplied by `factor`. A feature that is the same in all pairs has factor 0. */
export interface FeatureScales {
  readonly clips: Float64Array;
  readonly factors: Float64Array;
}

/** Rows that the scales are taken from, evenly spaced: they are quantiles, which twenty thousand rows settle. */
const mostRows = 20_000;
/** Ten times the median size leaves all but gross outliers where they are. */
const clipAtMedians = 10;

/**
 * Robust scales of a file: differences are clipped at ten times the median size of those that are not 0, then divided by their root mean square. Both
 * depend on sizes alone and not on signs, so no label has a part in them; nothing is centred, as a swapped pair must give the negative.
 */
export function featureScales(problem: Pick<ProbeProblem, 'differences' | 'features' | 'weights'>): FeatureScales {
  const { differences, features } = problem;
  const rows = sampledRows(problem);
  const clips = new Float64Array(features);
  const factors = new Float64Array(features);
  for (let feature = 0; feature < features; feature++) {
    const sizes = Float32Array.from(rows, (row) => Math.abs(differences[row * features + feature] ?? 0)).sort();
    const clip = clipAtMedians * medianOfPositive(sizes);
    const meanSquare = sizes.reduce((sum, size) => sum + Math.min(size, clip) ** 2, 0) / Math.max(sizes.length, 1);
    clips[feature] = clip;
    factors[feature] = meanSquare > 0 ? 1 / Math.sqrt(meanSquare) : 0;
  }
  return { clips, factors };
}

/** Pairs of no weight have no part in it. */
function sampledRows({ differences, features, weights }: Pick<ProbeProblem, 'differences' | 'features' | 'weights'>): Uint32Array {
  const rows = Uint32Array.from({ length: differences.length / features }, (_, row) => row).filter((row) => (weights?.[row] ?? 1) > 0);
  const step = Math.max(1, Math.floor(rows.length / mostRows));
  return rows.filter((_, index) => index % step === 0);
}

/** Of ascending sizes; 0 where all are 0. */
function medianOfPositive(sizes: Float32Array): number {
  let [low, high] = [0, sizes.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sizes[middle] ?? 0) > 0) high = middle;
    else low = middle + 1;
  }
  return sizes[(low + sizes.length) >>> 1] ?? 0;
}

/** A difference on its scale. */
export function standardized({ clips, factors }: FeatureScales, feature: number, difference: number): number {
  const clip = clips[feature] ?? 0;
  return Math.min(Math.max(difference, -clip), clip) * (factors[feature] ?? 0);
}
