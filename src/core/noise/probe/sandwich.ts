import { studentQuantile } from '../../statistics/studentQuantile';
import type { Interval } from '../lintReport';
import { CholeskyFactor } from './choleskyFactor';
import type { LogisticRows, RowBlock } from './logisticRows';

/**
 * 95 % intervals of the coefficients of a fit whose rows come in groups: the sandwich H⁻¹(Σ_g s_g s_gᵀ)H⁻¹ over group scores (Liang and Zeger, 1986), with
 * Student's quantile and the factor for few groups. Where labels can be separated scores vanish and the sandwich with them; H⁻¹ is then the larger, so the
 * larger of both counts. Rows of a group stand together; `groups` is by row. Null for a feature that never differs.
 */
export function coefficientIntervals(rows: LogisticRows, block: RowBlock, groups: ArrayLike<number>, coefficients: Float64Array, penalty: number): (Interval | null)[] {
  const { features } = rows;
  const point = rows.pointAt(coefficients, [block], penalty);
  const hessian = rows.gram(block, point.curvature);
  const varies = Float64Array.from({ length: features }, (_, index) => hessian[index * features + index] ?? 0);
  for (let index = 0; index < features; index++) hessian[index * features + index] = (hessian[index * features + index] ?? 0) + penalty;
  const inverse = new CholeskyFactor(hessian, features).inverse();
  const { scores, count } = groupScores(rows, block, groups, coefficients);
  const fewGroups = count / Math.max(count - 1, 1);
  const quantile = studentQuantile(Math.max(count - 1, 1));
  return Array.from(coefficients, (estimate, index) => {
    if (!((varies[index] ?? 0) > 0)) return null;
    const robust = fewGroups * quadraticForm(scores, inverse.subarray(index * features, (index + 1) * features));
    const half = quantile * Math.sqrt(Math.max(robust, inverse[index * features + index] ?? 0));
    return { estimate, low: estimate - half, high: estimate + half };
  });
}

/** Σ s_g s_gᵀ over the groups, and their number. */
function groupScores(rows: LogisticRows, { start, end }: RowBlock, groups: ArrayLike<number>, coefficients: Float64Array): { scores: Float64Array; count: number } {
  const { features } = rows;
  const scores = new Float64Array(features * features);
  const score = new Float64Array(features);
  let count = 0;
  for (let row = start; row < end; row++) {
    rows.addRow(score, row, (rows.weights[row] ?? 0) / (1 + Math.exp(rows.logit(row, coefficients))));
    if (row + 1 < end && groups[row + 1] === groups[row]) continue;
    for (let a = 0; a < features; a++) {
      for (let b = 0; b < features; b++) scores[a * features + b] = (scores[a * features + b] ?? 0) + (score[a] ?? 0) * (score[b] ?? 0);
    }
    score.fill(0);
    count++;
  }
  return { scores, count };
}

function quadraticForm(matrix: Float64Array, vector: Float64Array): number {
  const size = vector.length;
  let sum = 0;
  for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) sum += (vector[a] ?? 0) * (matrix[a * size + b] ?? 0) * (vector[b] ?? 0);
  return sum;
}
