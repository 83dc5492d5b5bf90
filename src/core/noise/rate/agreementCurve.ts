/** How often labels agree with the sign of a score, by how large the score is: all that a score symmetric under swapping says about the rate of flips. */
export interface AgreementCurve {
  /** Mean |score| of each bin over the scale, rising. */
  readonly strengths: Float64Array;
  /** Pairs of the bin whose score is above zero: the label agrees. */
  readonly right: Float64Array;
  readonly wrong: Float64Array;
  /** Median of |score| over the pairs that have one other than zero. */
  readonly scale: number;
  /** Pairs in it. */
  readonly pairs: number;
}

const maximalBins = 100;

/** Bins of equal count over |score|. Scores of 0 and NaN (no opinion) are left out; null where nothing is left. */
export function agreementCurve(scores: Float64Array): AgreementCurve | null {
  const known = scores.filter((score) => score !== 0 && !Number.isNaN(score));
  if (known.length === 0) return null;
  known.sort((first, second) => Math.abs(first) - Math.abs(second));
  const scale = Math.abs(known[known.length >> 1] ?? 1);
  const bins = Math.min(maximalBins, known.length);
  const curve = { strengths: new Float64Array(bins), right: new Float64Array(bins), wrong: new Float64Array(bins), scale, pairs: known.length };
  for (let bin = 0; bin < bins; bin++) {
    const [from, to] = [Math.floor((bin * known.length) / bins), Math.floor(((bin + 1) * known.length) / bins)];
    fillBin(curve, bin, known.subarray(from, to));
  }
  return curve;
}

function fillBin(curve: AgreementCurve, bin: number, scores: Float64Array): void {
  let [sum, right] = [0, 0];
  for (const score of scores) {
    sum += Math.abs(score);
    if (score > 0) right++;
  }
  curve.strengths[bin] = sum / scores.length / curve.scale;
  curve.right[bin] = right;
  curve.wrong[bin] = scores.length - right;
}
