import { Matrix, solve } from 'ml-matrix';

import { sigmoid } from '../../scoring/logistic';
import type { Steps } from '../steps';

/** Rows of features with the sign that the label gives them, row-major. */
export interface SignedFeatures {
  readonly values: Float64Array;
  /** Columns. */
  readonly count: number;
}

/** Ridge on weights of features of unit size: keeps them finite where a source is never wrong. */
const penalty = 1;
const mostSteps = 30;
const rowsAtOnce = 2048;

/**
 * Weights w ≥ 0 of the first `count` features that minimise −Σ log σ(w·x) + ½|w|² over the rows taken: a logistic regression without intercept, since a swapped pair must say the
 * opposite. A source whose best weight is below 0 gets 0: evidence is not turned round on the word of the labels that it is to judge.
 */
export function* logisticWeights(features: SignedFeatures, count: number, taken: (row: number) => boolean): Steps<Float64Array> {
  const active = new Set(Array.from({ length: count }, (_, column) => column));
  for (;;) {
    const columns = [...active];
    const weights = yield* newton(features, columns, taken);
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

function* newton(features: SignedFeatures, columns: readonly number[], taken: (row: number) => boolean): Steps<Float64Array> {
  const weights = new Float64Array(columns.length);
  if (columns.length === 0) return weights;
  for (let step = 0; step < mostSteps; step++) {
    const { gradient, curvature } = yield* slopeAt(features, columns, weights, taken);
    const move = solve(curvature, gradient).getColumn(0);
    move.forEach((change, position) => (weights[position] = (weights[position] ?? 0) + change));
    if (Math.max(...move.map(Math.abs)) < 1e-9) break;
  }
  return weights;
}

function* slopeAt(features: SignedFeatures, columns: readonly number[], weights: Float64Array, taken: (row: number) => boolean): Steps<{ gradient: Matrix; curvature: Matrix }> {
  const size = columns.length;
  const slope = Array.from(weights, (weight) => -penalty * weight);
  const curvature = Matrix.eye(size, size).mul(penalty);
  const row = new Float64Array(size);
  for (let index = 0; index < features.values.length / features.count; index++) {
    if (index % rowsAtOnce === 0) yield;
    if (!taken(index)) continue;
    columns.forEach((column, position) => (row[position] = features.values[index * features.count + column] ?? 0));
    const miss = sigmoid(-row.reduce((sum, value, position) => sum + value * (weights[position] ?? 0), 0));
    for (let first = 0; first < size; first++) {
      slope[first] = (slope[first] ?? 0) + miss * (row[first] ?? 0);
      for (let second = 0; second < size; second++) {
        curvature.set(first, second, curvature.get(first, second) + miss * (1 - miss) * (row[first] ?? 0) * (row[second] ?? 0));
      }
    }
  }
  return { gradient: Matrix.columnVector(slope), curvature };
}
