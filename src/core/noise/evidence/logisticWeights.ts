import { Matrix, solve } from 'ml-matrix';

import { sigmoid } from '../../scoring/logistic';
import type { Steps } from '../steps';

/** Rows of features with the sign that the label gives them, row-major. */
export interface SignedFeatures {
  readonly values: Float64Array;
  /** Columns. */
  readonly count: number;
  /** Where people know better than the labels; none unless told. */
  readonly trusted?: TrustedLabels | undefined;
}

/** Rows whose true label is known: weights are learned from that, and not from the label that the row has. */
export interface TrustedLabels {
  /** By row: 1 the label is right, −1 it is wrong, 0 nobody knows. */
  readonly signs: Int8Array;
  /** Columns that speak of the truth. Those behind them speak of how labels come about, to which a truth is no witness. */
  readonly columns: number;
}

/** What is held of the weights before the labels are looked at: normal curves around means. */
export interface WeightPrior {
  readonly mean: number;
  /** 1 / variance: as much as so many pairs would say of a feature of unit size, times four. */
  readonly precision: number;
}

/** Keeps weights finite where a source is never wrong. */
export const weakPrior: WeightPrior = { mean: 0, precision: 1 };
const mostSteps = 30;
const rowsAtOnce = 2048;

/**
 * Weights w ≥ 0 of the first `count` features that minimise −Σ log σ(w·x) + ½ Σ precision·(w − mean)² over the rows taken: a logistic regression without intercept, since a swapped pair must say the
 * opposite. A source whose best weight is below 0 gets 0: evidence is not turned round on the word of the labels that it is to judge.
 *
 * @param priors one a feature
 */
export function* logisticWeights(features: SignedFeatures, count: number, priors: readonly WeightPrior[], taken: (row: number) => boolean): Steps<Float64Array> {
  const active = new Set(Array.from({ length: count }, (_, column) => column));
  for (;;) {
    const columns = [...active];
    const weights = yield* newton({ features, columns, priors, taken });
    const negative = columns.filter((_, position) => (weights[position] ?? 0) < 0);
    if (negative.length === 0) return spread(weights, columns, count);
    for (const column of negative) active.delete(column);
  }
}

function spread(weights: Float64Array, columns: readonly number[], count: number): Float64Array {
  const all = new Float64Array(count);
  columns.forEach((column, position) => (all[column] = weights[position] ?? 0));
  return all;
}

interface Fit {
  readonly features: SignedFeatures;
  readonly columns: readonly number[];
  readonly priors: readonly WeightPrior[];
  readonly taken: (row: number) => boolean;
}

function* newton(fit: Fit): Steps<Float64Array> {
  const weights = Float64Array.from(fit.columns, (column) => priorOf(fit, column).mean);
  if (fit.columns.length === 0) return weights;
  for (let step = 0; step < mostSteps; step++) {
    const { gradient, curvature } = yield* slopeAt(fit, weights);
    const move = solve(curvature, gradient).getColumn(0);
    move.forEach((change, position) => (weights[position] = (weights[position] ?? 0) + change));
    if (Math.max(...move.map(Math.abs)) < 1e-9) break;
  }
  return weights;
}

function priorOf({ priors }: Fit, column: number): WeightPrior {
  return priors[column] ?? weakPrior;
}

function* slopeAt(fit: Fit, weights: Float64Array): Steps<{ gradient: Matrix; curvature: Matrix }> {
  const { features, columns, taken } = fit;
  const size = columns.length;
  const slope = Float64Array.from(columns, (column, position) => priorOf(fit, column).precision * (priorOf(fit, column).mean - (weights[position] ?? 0)));
  const curvature = new Float64Array(size * size);
  columns.forEach((column, position) => (curvature[position * size + position] = priorOf(fit, column).precision));
  const row = new Float64Array(size);
  for (let index = 0; index < features.values.length / features.count; index++) {
    if (index % rowsAtOnce === 0) yield;
    if (!taken(index)) continue;
    columns.forEach((column, position) => (row[position] = features.values[index * features.count + column] ?? 0));
    const sign = features.trusted?.signs[index] ?? 0;
    if (sign !== 0) turn(row, columns, sign, features.trusted?.columns ?? 0);
    let margin = 0;
    for (let position = 0; position < size; position++) margin += (row[position] ?? 0) * (weights[position] ?? 0);
    addRow(row, sigmoid(-margin), slope, curvature);
  }
  return { gradient: Matrix.columnVector(slope), curvature: Matrix.from1DArray(size, size, curvature) };
}

/** Gives a row the sign that the truth gives it. */
function turn(row: Float64Array, columns: readonly number[], sign: number, ofTruth: number): void {
  columns.forEach((column, position) => (row[position] = column < ofTruth ? sign * (row[position] ?? 0) : 0));
}

function addRow(row: Float64Array, miss: number, slope: Float64Array, curvature: Float64Array): void {
  for (let first = 0; first < row.length; first++) {
    const value = row[first] ?? 0;
    slope[first] = (slope[first] ?? 0) + miss * value;
    const weight = miss * (1 - miss) * value;
    for (let second = 0; second < row.length; second++) {
      const place = first * row.length + second;
      curvature[place] = (curvature[place] ?? 0) + weight * (row[second] ?? 0);
    }
  }
}
