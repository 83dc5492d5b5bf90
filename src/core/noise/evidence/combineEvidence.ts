import type { EvidenceName } from '../lintReport';
import type { EvidenceTable } from './evidenceTable';
import { logisticWeights, type SignedFeatures } from './logisticWeights';
import { medianSize } from './spreadEvidence';

/** All sources of evidence as one score, and what each weighed in it. */
export interface CombinedEvidence {
  /** Above 0 where the evidence together agrees with the label; 0 where no source has an opinion. */
  readonly scores: Float64Array;
  /** Mean weight over the folds of each source's score, in units of its median size. */
  readonly weights: readonly { readonly source: EvidenceName; readonly weight: number }[];
}

const folds = 5;

/**
 * Stacks the sources on the file itself, without ground truth: a logistic regression of the labels on the sources' scores, out of fold with all pairs of a
 * prompt in one fold. Labels that are flipped at random shrink the weights all alike and leave their ratios, so the ranking stands. Scores are taken as
 * asinh(score / median size): margins of long responses have long tails that no calibration deserves.
 *
 * @param groups one number a prompt (GroupNumbers)
 */
export function combineEvidence(table: EvidenceTable, sources: readonly EvidenceName[], groups: Uint32Array): CombinedEvidence {
  const features = signedFeatures(table, sources);
  const scores = new Float64Array(table.pairs);
  const means = new Float64Array(sources.length);
  for (let fold = 0; fold < folds; fold++) {
    const weights = logisticWeights(features, (row) => foldOf(groups[row] ?? 0) !== fold);
    weights.forEach((weight, column) => (means[column] = (means[column] ?? 0) + weight / folds));
    for (let row = 0; row < scores.length; row++) {
      if (foldOf(groups[row] ?? 0) === fold) scores[row] = weights.reduce((sum, weight, column) => sum + weight * (features.values[row * features.count + column] ?? 0), 0);
    }
  }
  return { scores, weights: sources.map((source, column) => ({ source, weight: means[column] ?? 0 })) };
}

/** Groups are numbered in file order: they are mixed (Knuth's multiplicative hash), so that a file that repeats itself makes no fold of one kind. */
function foldOf(group: number): number {
  return (Math.imul(group + 1, 0x9e3779b1) >>> 8) % folds;
}

function signedFeatures(table: EvidenceTable, sources: readonly EvidenceName[]): SignedFeatures {
  const values = new Float64Array(table.pairs * sources.length);
  sources.forEach((source, column) => {
    const scores = table.scoresOf(source) ?? new Float64Array(0);
    const scale = medianSize(scores);
    scores.forEach((score, row) => (values[row * sources.length + column] = Number.isNaN(score) ? 0 : Math.asinh(score / scale)));
  });
  return { values, count: sources.length };
}
