import { logSigmoid, sigmoid } from '../../scoring/logistic';
import type { EvidenceName } from '../lintReport';
import type { Steps } from '../steps';
import type { EvidenceTable } from './evidenceTable';
import { withoutLength } from './lengthParts';
import { logisticWeights, weakPrior, type SignedFeatures } from './logisticWeights';
import { squeezed } from './squeezed';

/** All sources of evidence as one score, and what each weighed in it. */
export interface CombinedEvidence {
  /** Above 0 where the evidence together agrees with the label; 0 where no source has an opinion. Swapping a pair turns its sign. */
  readonly scores: Float64Array;
  /** Whether labels probably follow length more than the evidence explains, so that length was kept from vouching for them. */
  readonly lengthControlled: boolean;
  /**
   * By how much the flip rate of labels in this pair's direction is expected to exceed that of the opposite direction: above 0 where chosen is longer in a file whose labels follow
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
/** Of weights around their common one: it takes some dozens of pairs to tell sources apart. */
const commonPrecision = 10;
/** A possibility less likely than this is left out, for the sake of time. */
const leastShare = 0.01;

/**
 * Stacks the sources on the file itself, without ground truth: a logistic regression of the labels on the sources' scores, out of fold with all pairs of a
 * prompt in one fold. Labels that are flipped at random shrink the weights all alike and leave their ratios, so the ranking stands. Scores are taken as
 * asinh(score / median size): margins of long responses have long tails that no calibration deserves.
 *
 * Few pairs, or labels that are hard to predict, say little of which source is the better one, and weights that follow them do worse than equal ones (the
 * "forecast combination puzzle", Stock and Watson 2004). So weights are shrunk towards the one that fits the sum of all sources (Diebold and Pauly 1990).
 *
 * Labels that follow length teach a probe to follow it too, and it would confirm them. Where longer responses win more often than sources without their
 * liking for length (`withoutLength`) explain, those are stacked instead, with the lengths beside them to take up what labels owe to length. Both are mixed
 * by how likely each is (Bayes' information criterion), since on a few hundred pairs nobody knows.
 *
 * @param groups one number a prompt (GroupNumbers)
 * @param lengths as `lengthDifferences` has them
 */
export function* combineEvidence(table: EvidenceTable, groups: Uint32Array, lengths: Float64Array): Steps<CombinedEvidence> {
  const file: StackedFile = { groups, sources: table.sources.length, stride: Math.ceil(table.pairs / mostTrained) };
  const controlled = yield* signedFeatures(table, lengths, true);
  const share = sigmoid((yield* lengthGain(file, controlled)) - Math.log(Math.ceil(table.pairs / file.stride)));
  const mix: Mix = { scores: new Float64Array(table.pairs), lengthExcess: new Float64Array(table.pairs), weights: new Float64Array(file.sources) };
  if (share > leastShare) yield* addStack(mix, file, { features: controlled, columns: controlled.count, share: share < 1 - leastShare ? share : 1 });
  if (share < 1 - leastShare) yield* addStack(mix, file, { features: yield* signedFeatures(table, lengths, false), columns: file.sources, share: share > leastShare ? 1 - share : 1 });
  return { ...mix, lengthControlled: share > 0.5, weights: table.sources.map((source, column) => ({ source, weight: mix.weights[column] ?? 0 })) };
}

interface StackedFile {
  readonly groups: Uint32Array;
  /** How many; their scores are the first columns of features. */
  readonly sources: number;
  /** One pair in so many is trained on. */
  readonly stride: number;
}

interface Mix {
  readonly scores: Float64Array;
  readonly lengthExcess: Float64Array;
  readonly weights: Float64Array;
}

interface Stack {
  readonly features: SignedFeatures;
  readonly columns: number;
  /** How likely it is the right one. */
  readonly share: number;
}

function* addStack(mix: Mix, file: StackedFile, { features, columns, share }: Stack): Steps<void> {
  const { groups, sources, stride } = file;
  const foldWeights: Float64Array[] = [];
  for (let fold = 0; fold < folds; fold++) foldWeights.push(yield* stackedWeights(features, columns, file, (row) => row % stride === 0 && foldOf(groups[row] ?? 0) !== fold));
  const means = mix.weights.map((_, column) => foldWeights.reduce((sum, weights) => sum + (weights[column] ?? 0) / folds, 0));
  means.forEach((mean, column) => (mix.weights[column] = (mix.weights[column] ?? 0) + share * mean));
  equalize(foldWeights, means);
  for (let row = 0; row < mix.scores.length; row++) {
    if (row % rowsAtOnce === 0) yield;
    const weights = foldWeights[foldOf(groups[row] ?? 0)] ?? means;
    mix.scores[row] = (mix.scores[row] ?? 0) + share * weigh(features, row, weights, 0, sources);
    // Were the truth neutral, P(the longer one is labelled better) = ½ + ½·(rate of flips towards it − rate of flips away from it).
    mix.lengthExcess[row] = (mix.lengthExcess[row] ?? 0) + share * (2 * sigmoid(weigh(features, row, weights, sources, columns)) - 1);
  }
}

/** Weights of the sources around their common one, and of the lengths behind them where `columns` has them. */
function* stackedWeights(features: SignedFeatures, columns: number, { sources }: StackedFile, taken: (row: number) => boolean): Steps<Float64Array> {
  const rows = features.values.length / features.count;
  const sums = new Float64Array(rows);
  yield;
  for (let row = 0; row < rows; row++) for (let column = 0; column < sources; column++) sums[row] = (sums[row] ?? 0) + (features.values[row * features.count + column] ?? 0);
  const [common = 0] = yield* logisticWeights({ values: sums, count: 1 }, 1, [weakPrior], taken);
  const priors = Array.from({ length: columns }, (_, column) => (column < sources ? { mean: common, precision: commonPrecision } : weakPrior));
  return yield* logisticWeights(features, columns, priors, taken);
}

/** Gives the sources' weights of each fold the mean sum: folds must not differ in how loud they are, since their pairs are ranked together. */
function equalize(foldWeights: readonly Float64Array[], means: Float64Array): void {
  const mean = means.reduce((sum, weight) => sum + weight, 0);
  for (const weights of foldWeights) {
    const own = means.reduce((sum, _, column) => sum + (weights[column] ?? 0), 0);
    if (own > 0) means.forEach((_, column) => (weights[column] = ((weights[column] ?? 0) * mean) / own));
  }
}

/** By how much the log-likelihood of the labels grows when lengths stand beside the controlled sources. */
function* lengthGain(file: StackedFile, features: SignedFeatures): Steps<number> {
  const likelihoodOf = function* (columns: number): Steps<number> {
    const weights = yield* stackedWeights(features, columns, file, (row) => row % file.stride === 0);
    let sum = 0;
    yield;
    for (let row = 0; row < features.values.length / features.count; row += file.stride) sum += logSigmoid(weigh(features, row, weights, 0, columns));
    return sum;
  };
  const withLengths = yield* likelihoodOf(features.count);
  return withLengths - (yield* likelihoodOf(file.sources));
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
    const scores = yield* squeezed(table.scoresOf(source) ?? new Float64Array(0));
    yield;
    const taken = controlled ? withoutLength(scores, lengths) : scores;
    yield;
    taken.forEach((score, row) => (values[row * count + column] = Number.isNaN(score) ? 0 : score));
  }
  yield;
  for (let row = 0; row < table.pairs; row++) values.set(lengths.subarray(2 * row, 2 * row + 2), row * count + sources.length);
  return { values, count };
}
