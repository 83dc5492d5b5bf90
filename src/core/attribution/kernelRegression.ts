import { CholeskyDecomposition, Matrix } from 'ml-matrix';

import { sizeOf, type Coalition } from './coalition';
import type { Covariance } from './coalitionKernel';

/** Values are free of noise up to the rounding of the runtime; this keeps the factorisation stable. */
const relativeNoise = 1e-6;

/** Coalitions whose values are known, with what every kernel needs of them. */
export class KernelPoints {
  readonly sizes: readonly number[];
  /** Row-major [points, points]. */
  private readonly agreements: Int16Array;

  constructor(
    readonly coalitions: readonly Coalition[],
    readonly players: number,
  ) {
    this.sizes = coalitions.map(sizeOf);
    this.agreements = agreementsOf(coalitions);
  }

  get count(): number {
    return this.coalitions.length;
  }

  /** The covariance of every two points, with a little noise on the diagonal. */
  covariances(covariance: Covariance): Matrix {
    const byAgreement = Array.from({ length: 2 * this.players + 1 }, (_, index) => covariance(index - this.players));
    const matrix = new Matrix(this.count, this.count);
    for (let row = 0; row < this.count; row++) {
      for (let column = 0; column < this.count; column++) {
        matrix.set(row, column, byAgreement[(this.agreements[row * this.count + column] ?? 0) + this.players] ?? 0);
      }
      matrix.set(row, row, matrix.get(row, row) * (1 + relativeNoise));
    }
    return matrix;
  }
}

/** A Gaussian process through known values, for several targets at once; every target has its own scale. */
export class KernelRegression {
  private readonly factor: CholeskyDecomposition;
  /** [points, targets] */
  private readonly coefficients: Matrix;
  /** Per target: the variance that the values show in units of the kernel. */
  readonly scales: readonly number[];
  /** Of the values under the kernel at their best scales, up to a constant; summed over the targets. */
  readonly logLikelihood: number;

  /** `values` is [points, targets]. */
  constructor(points: KernelPoints, covariance: Covariance, values: Matrix) {
    this.factor = new CholeskyDecomposition(points.covariances(covariance));
    this.coefficients = this.factor.solve(values);
    this.scales = Array.from({ length: values.columns }, (_, target) => this.fitOf(values, target) / points.count);
    const logDeterminant = this.factor.lowerTriangularMatrix.diagonal().reduce((sum, value) => sum + Math.log(value), 0);
    this.logLikelihood = this.scales.reduce((sum, scale) => sum - (points.count / 2) * Math.log(Math.max(scale, Number.MIN_VALUE)) - logDeterminant, 0);
  }

  /**
   * What linear functionals of the game are: [target][functional] means and standard deviations. `effects` is
   * [points, functionals], each functional of the kernel at each point; `priorVariance` that of every functional.
   */
  predict(effects: Matrix, priorVariance: number): { readonly means: readonly Float64Array[]; readonly deviations: readonly Float64Array[] } {
    const solved = this.factor.solve(effects);
    const means = this.coefficients.transpose().mmul(effects);
    const variances = Float64Array.from({ length: effects.columns }, (_, functional) => {
      let explained = 0;
      for (let point = 0; point < effects.rows; point++) explained += effects.get(point, functional) * solved.get(point, functional);
      return Math.max(0, priorVariance - explained);
    });
    return {
      means: this.scales.map((_, target) => Float64Array.from(means.getRow(target))),
      deviations: this.scales.map((scale) => variances.map((variance) => Math.sqrt(variance * scale))),
    };
  }

  private fitOf(values: Matrix, target: number): number {
    let fit = 0;
    for (let point = 0; point < values.rows; point++) fit += values.get(point, target) * this.coefficients.get(point, target);
    return Math.max(fit, 0);
  }
}

function agreementsOf(coalitions: readonly Coalition[]): Int16Array {
  const count = coalitions.length;
  const agreements = new Int16Array(count * count);
  for (const [row, first] of coalitions.entries()) {
    for (let column = 0; column <= row; column++) {
      const second = coalitions[column] ?? first;
      let differing = 0;
      for (let player = 0; player < first.length; player++) differing += (first[player] ?? 0) ^ (second[player] ?? 0);
      agreements[row * count + column] = agreements[column * count + row] = first.length - 2 * differing;
    }
  }
  return agreements;
}
