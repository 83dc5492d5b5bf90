import { sigmoid } from '../../scoring/logistic';
import type { Steps } from '../steps';
import { logisticWeights, weakPrior, type SignedFeatures } from './logisticWeights';

export interface StackedFile {
  /** One number a prompt. */
  readonly groups: Uint32Array;
  /** How many; their scores are the first columns of features. */
  readonly sources: number;
  /** One pair in so many is trained on. */
  readonly stride: number;
}

export interface StackedEvidence {
  readonly scores: Float64Array;
  /** By how much the flip rate of labels in the direction of each pair exceeds that of the opposite direction, going by the columns behind the sources. */
  readonly lengthExcess: Float64Array;
  /** Mean over the folds of the sources' weights. */
  readonly weights: Float64Array;
}

const folds = 5;
const rowsAtOnce = 8192;
/** Of weights around their common one: it takes some dozens of pairs to tell sources apart. */
const commonPrecision = 10;
/** Sum of the weights where no source is of any use by the labels: it ranks, and says no more than that. */
const leastSum = 0.01;

/** Weighs the sources by the labels, out of fold with all pairs of a prompt in one fold, with the first `columns` features beside each other. */
export function* stackedEvidence(file: StackedFile, features: SignedFeatures, columns: number): Steps<StackedEvidence> {
  const { groups, sources, stride } = file;
  const foldWeights: Float64Array[] = [];
  for (let fold = 0; fold < folds; fold++) foldWeights.push(yield* stackedWeights(file, features, columns, (row) => isTrained(features, row, stride) && foldOf(groups[row] ?? 0) !== fold));
  const weights = Float64Array.from({ length: sources }, (_, column) => foldWeights.reduce((sum, own) => sum + (own[column] ?? 0) / folds, 0));
  equalize(foldWeights, weights);
  const stack = { scores: new Float64Array(groups.length), lengthExcess: new Float64Array(groups.length), weights };
  for (let row = 0; row < groups.length; row++) {
    if (row % rowsAtOnce === 0) yield;
    const own = foldWeights[foldOf(groups[row] ?? 0)] ?? weights;
    stack.scores[row] = weigh(features, row, own, 0, sources);
    // Were the truth neutral, P(the longer one is labelled better) = ½ + ½·(rate of flips towards it − rate of flips away from it).
    stack.lengthExcess[row] = 2 * sigmoid(weigh(features, row, own, sources, columns)) - 1;
  }
  return stack;
}

/** One pair in so many, and all whose truth is known. */
function isTrained({ trusted }: SignedFeatures, row: number, stride: number): boolean {
  return row % stride === 0 || (trusted?.signs[row] ?? 0) !== 0;
}

/** Weights of the sources around their common one, and of the lengths behind them where `columns` has them. */
export function* stackedWeights({ sources }: StackedFile, features: SignedFeatures, columns: number, taken: (row: number) => boolean): Steps<Float64Array> {
  const [common = 0] = yield* logisticWeights(yield* sumsOf(features, sources), 1, [weakPrior], taken);
  const priors = Array.from({ length: columns }, (_, column) => (column < sources ? { mean: common, precision: commonPrecision } : weakPrior));
  return yield* logisticWeights(features, columns, priors, taken);
}

/** Σ over the columns from … to of weight · feature. */
export function weigh(features: SignedFeatures, row: number, weights: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let column = from; column < to; column++) sum += (weights[column] ?? 0) * (features.values[row * features.count + column] ?? 0);
  return sum;
}

function* sumsOf({ values, count, trusted }: SignedFeatures, sources: number): Steps<SignedFeatures> {
  const sums = new Float64Array(values.length / count);
  for (let row = 0; row < sums.length; row++) {
    if (row % rowsAtOnce === 0) yield;
    for (let column = 0; column < sources; column++) sums[row] = (sums[row] ?? 0) + (values[row * count + column] ?? 0);
  }
  return { values: sums, count: 1, trusted };
}

/**
 * Gives the sources' weights of each fold the mean sum: folds must not differ in how loud they are, since their pairs are ranked together. Where the labels of the other
 * folds leave no source any weight, all count alike: that a fold is ranked at random because of a few labels helps nobody.
 */
function equalize(foldWeights: readonly Float64Array[], means: Float64Array): void {
  const mean = Math.max(leastSum, sumOf(means));
  for (const weights of foldWeights) {
    const own = sumOf(weights.subarray(0, means.length));
    means.forEach((_, column) => (weights[column] = own > 0 ? ((weights[column] ?? 0) * mean) / own : mean / means.length));
  }
}

function sumOf(weights: Float64Array): number {
  return weights.reduce((sum, weight) => sum + weight, 0);
}

/** Groups are numbered in file order: they are mixed (Knuth's multiplicative hash), so that a file that repeats itself makes no fold of one kind. */
function foldOf(group: number): number {
  return (Math.imul(group + 1, 0x9e3779b1) >>> 8) % folds;
}
