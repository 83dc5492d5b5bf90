/** What confident learning says of pairs. */
export interface ConfidentLabels {
  /** Mean P(label right): above it a class is believed. */
  readonly threshold: number;
  /** Pairs whose label is an issue, least probable label first. */
  readonly issues: Uint32Array;
  /** Off-diagonal mass of the calibrated joint of given and true labels: the estimated share of wrong labels. */
  readonly noiseRate: number;
}

/** cleanlab's tolerance of comparisons. */
const tolerance = 1e-6;

/**
 * Confident learning (Northcutt, Jiang and Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels", 2021) for pairs. Which response stands first is
 * arbitrary, so a pair counts in both orders, once for each class: both thresholds are then the mean P(label right), the joint is symmetric, and a
 * label is an issue where the other preference is believed: 1 − p ≥ threshold and 1 − p > p. Numbers are those of cleanlab (`filter_by='confident_learning'`)
 * on the pairs in both orders; its self-confidence and normalised margin are p itself. `probabilities` are out of fold.
 */
export function confidentLabels(probabilities: Float64Array): ConfidentLabels {
  const threshold = Math.max(mean(probabilities), 2 * tolerance);
  let [believedWrong, believedRight] = [0, 0];
  const issues: number[] = [];
  probabilities.forEach((right, pair) => {
    const [mayBeRight, mayBeWrong] = [right >= threshold - tolerance, 1 - right >= threshold - tolerance];
    if (mayBeWrong && (!mayBeRight || 1 - right > right)) believedWrong++;
    else if (mayBeRight) believedRight++;
    if (mayBeWrong && 1 - right > right + tolerance) issues.push(pair);
  });
  issues.sort((a, b) => (probabilities[a] ?? 0) - (probabilities[b] ?? 0) || a - b);
  return { threshold, issues: Uint32Array.from(issues), noiseRate: believedWrong / (believedWrong + Math.max(believedRight, 1)) };
}

function mean(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
