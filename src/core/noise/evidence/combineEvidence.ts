import { logSigmoid, sigmoid } from '../../scoring/logistic';
import type { EvidenceName } from '../lintReport';
import type { Steps } from '../steps';
import type { EvidenceTable } from './evidenceTable';
import { withoutLength } from './lengthParts';
import { logisticWeights, type SignedFeatures } from './logisticWeights';
import { squeezed } from './squeezed';

/** All sources of evidence as one score, and what each weighed in it. */
export interface CombinedEvidence {
  /** Above 0 where the evidence together agrees with the label; 0 where no source has an opinion. Swapping a pair turns its sign. */
  readonly scores: Float64Array;
  /** Whether labels follow length more than the evidence explains, so that length was kept from vouching for them. */
  readonly lengthControlled: boolean;
  /**
   * By how much the flip rate of labels in this pair's direction exceeds that of the opposite direction: above 0 where chosen is longer in a file whose labels follow
   * length, below 0 where it is shorter there, 0 in any other file.
   */
  readonly lengthExcess: Float64Array;
  /** Mean weight over the folds of each source's score, in units of its median size. */
  readonly weights: readonly { readonly source: EvidenceName; readonly weight: number }[];
}

const folds = 5;
const rowsAtOnce = 8192;
/** A few weights are as good from so many pairs as from a million. */
const mostTrained = 50_000;
/** Gain in log-likelihood from which labels are held to follow length: far beyond chance for two coefficients (P < 1e-4), since what follows is drastic. */
const lengthGain = 10;

/**
 * Stacks the sources on the file itself, without ground truth: a logistic regression of the labels on the sources' scores, out of fold with all pairs of a
 * prompt in one fold. Labels that are flipped at random shrink the weights all alike and leave their ratios, so the ranking stands. Scores are taken as
 * asinh(score / median size): margins of long responses have long tails that no calibration deserves.
 *
 * Labels that follow length teach a probe to follow it too, and it would confirm them. Where longer responses win more often than sources without their
 * liking for length (`withoutLength`) explain, those are stacked instead, with the lengths beside them to take up what labels owe to length.
 *
 * @param groups one number a prompt (GroupNumbers)
 * @param lengths as `lengthDifferences` has them
 */
export function* combineEvidence(table: EvidenceTable, groups: Uint32Array, lengths: Float64Array): Steps<CombinedEvidence> {
  const { sources } = table;
  const stride = Math.ceil(table.pairs / mostTrained);
  const controlled = yield* signedFeatures(table, lengths, true);
  const lengthControlled = yield* followsLength(controlled, sources.length, stride);
  const features = lengthControlled ? controlled : yield* signedFeatures(table, lengths, false);
  const columns = lengthControlled ? features.count : sources.length;
  const scores = new Float64Array(table.pairs);
  const lengthExcess = new Float64Array(table.pairs);
  const foldWeights: Float64Array[] = [];
  for (let fold = 0; fold < folds; fold++) foldWeights.push(yield* logisticWeights(features, columns, (row) => row % stride === 0 && foldOf(groups[row] ?? 0) !== fold));
  const means = sources.map((_, column) => foldWeights.reduce((sum, weights) => sum + (weights[column] ?? 0) / folds, 0));
  equalize(foldWeights, means);
  for (const [fold, weights] of foldWeights.entries()) {
    for (let row = 0; row < scores.length; row++) {
      if (row % rowsAtOnce === 0) yield;
      if (foldOf(groups[row] ?? 0) !== fold) continue;
      scores[row] = weigh(features, row, weights, 0, sources.length);
      // Were the truth neutral, P(the longer one is labelled better) = ½ + ½·(rate of flips towards it − rate of flips away from it).
      lengthExcess[row] = 2 * sigmoid(weigh(features, row, weights, sources.length, columns)) - 1;
    }
  }
  return { scores, lengthControlled, lengthExcess, weights: sources.map((source, column) => ({ source, weight: means[column] ?? 0 })) };
}

/** Gives the sources' weights of each fold the mean sum: folds must not differ in how loud they are, since their pairs are ranked together. */
function equalize(foldWeights: readonly Float64Array[], means: readonly number[]): void {
  const mean = means.reduce((sum, weight) => sum + weight, 0);
  for (const weights of foldWeights) {
    const own = means.reduce((sum, _, column) => sum + (weights[column] ?? 0), 0);
    if (own > 0) means.forEach((_, column) => (weights[column] = ((weights[column] ?? 0) * mean) / own));
  }
}

function* followsLength(features: SignedFeatures, sources: number, stride: number): Steps<boolean> {
  const gainOf = function* (columns: number): Steps<number> {
    const weights = yield* logisticWeights(features, columns, (row) => row % stride === 0);
    let sum = 0;
    yield;
    for (let row = 0; row < features.values.length / features.count; row += stride) sum += logSigmoid(weigh(features, row, weights, 0, columns));
    return sum;
  };
  const withLengths = yield* gainOf(features.count);
  return withLengths - (yield* gainOf(sources)) > lengthGain;
}

function weigh(features: SignedFeatures, row: number, weights: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let column = from; column < to; column++) sum += (weights[column] ?? 0) * (features.values[row * features.count + column] ?? 0);
  return sum;
}

/** Groups are numbered in file order: they are mixed (Knuth's multiplicative hash), so that a file that repeats itself makes no fold of one kind. */
function foldOf(group: number): number {
  return (Math.imul(group + 1, 0x9e3779b1) >>> 8) % folds;
}

/** The sources' scores, and behind them the lengths. */
function* signedFeatures(table: EvidenceTable, lengths: Float64Array, controlled: boolean): Steps<SignedFeatures> {
  const { sources } = table;
  const count = sources.length + 2;
  const values = new Float64Array(table.pairs * count);
  for (const [column, source] of sources.entries()) {
    yield;
    const scores = squeezed(table.scoresOf(source) ?? new Float64Array(0));
    yield;
    const taken = controlled ? withoutLength(scores, lengths) : scores;
    yield;
    taken.forEach((score, row) => (values[row * count + column] = Number.isNaN(score) ? 0 : score));
  }
  yield;
  for (let row = 0; row < table.pairs; row++) values.set(lengths.subarray(2 * row, 2 * row + 2), row * count + sources.length);
  return { values, count };
}
