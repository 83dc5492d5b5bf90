import type { Coalition } from './coalition';
import type { Covariance } from './coalitionKernel';
import type { CoalitionPoints } from './coalitionPoints';

/** Values are free of noise up to the rounding of the runtime; this keeps the factorisation stable. */
const relativeNoise = 1e-6;

/** A process through the values of one target. */
export interface ProcessFit {
  /** The variance that the values show in units of the kernel. */
  readonly scale: number;
  /** Of the values under the kernel at the best scale, up to a constant. */
  readonly logLikelihood: number;
  /** L⁻¹y, with which means are products. */
  readonly whitened: Float64Array;
}

/** Linear functionals of a game, such as its Shapley values. */
export interface Functionals {
  readonly count: number;
  /** Variance of every functional before anything is known. */
  readonly priorVariance: number;
  /** Each functional of the kernel at a coalition. */
  effects(coalition: Coalition): Float64Array;
}

/**
 * A Gaussian process over coalitions that grows point by point: a row of the Cholesky factor, and of what it makes of the functionals,
 * depends on the points before it alone. A point costs points² + points·functionals, and the figures do not depend on how points
 * were bunched.
 */
export class GaussianProcess {
  /** The Cholesky factor L of the covariances, row by row. */
  private readonly factor: Float64Array[] = [];
  /** L⁻¹E, E being [points, functionals]. */
  private readonly whitenedEffects: Float64Array[] = [];
  private readonly explained: Float64Array;
  private readonly covariances: Float64Array;

  constructor(
    private readonly points: CoalitionPoints,
    covariance: Covariance,
    private readonly functionals: Functionals | null,
  ) {
    const { players } = points;
    this.covariances = Float64Array.from({ length: 2 * players + 1 }, (_, index) => covariance(index - players));
    this.explained = new Float64Array(functionals?.count ?? 0);
  }

  /** Takes in the points that came since. */
  grow(): this {
    for (let point = this.factor.length; point < this.points.count; point++) {
      const row = this.factorRow(this.points.agreements(point));
      this.factor.push(row);
      if (this.functionals) this.addEffects(this.functionals.effects(this.points.coalition(point)), row);
    }
    return this;
  }

  /** Through the values of the first `values.length` points. */
  fit(values: ArrayLike<number>): ProcessFit {
    const whitened = new Float64Array(values.length);
    let [squares, logDeterminant] = [0, 0];
    for (let point = 0; point < values.length; point++) {
      const row = this.factor[point] ?? whitened;
      const diagonal = row[point] ?? 1;
      const value = ((values[point] ?? 0) - dot(row, whitened, point)) / diagonal;
      whitened[point] = value;
      squares += value * value;
      logDeterminant += Math.log(diagonal);
    }
    const scale = squares / values.length;
    return { scale, logLikelihood: (-values.length / 2) * Math.log(Math.max(scale, Number.MIN_VALUE)) - logDeterminant, whitened };
  }

  /** Means and standard deviations of the functionals, given a fit through all points. */
  predict({ scale, whitened }: ProcessFit): { readonly means: Float64Array; readonly deviations: Float64Array } {
    const means = new Float64Array(this.explained.length);
    for (const [point, effects] of this.whitenedEffects.entries()) addScaled(means, effects, whitened[point] ?? 0);
    const prior = this.functionals?.priorVariance ?? 0;
    return { means, deviations: this.explained.map((variance) => Math.sqrt(Math.max(0, prior - variance) * scale)) };
  }

  private factorRow(agreements: Int16Array): Float64Array {
    const last = agreements.length - 1;
    const row = new Float64Array(agreements.length);
    let squares = 0;
    for (let other = 0; other < last; other++) {
      const factor = this.factor[other] ?? row;
      const value = (this.covarianceAt(agreements[other]) - dot(row, factor, other)) / (factor[other] ?? 1);
      row[other] = value;
      squares += value * value;
    }
    const variance = this.covarianceAt(agreements[last]);
    row[last] = Math.sqrt(Math.max(variance * (1 + relativeNoise) - squares, variance * relativeNoise * relativeNoise));
    return row;
  }

  private addEffects(effects: Float64Array, row: Float64Array): void {
    for (const [point, earlier] of this.whitenedEffects.entries()) addScaled(effects, earlier, -(row[point] ?? 0));
    const diagonal = row[this.whitenedEffects.length] ?? 1;
    for (let functional = 0; functional < effects.length; functional++) {
      const value = (effects[functional] ?? 0) / diagonal;
      effects[functional] = value;
      this.explained[functional] = (this.explained[functional] ?? 0) + value * value;
    }
    this.whitenedEffects.push(effects);
  }

  private covarianceAt(agreement: number | undefined): number {
    return this.covariances[(agreement ?? 0) + this.points.players] ?? 0;
  }
}

function dot(first: Float64Array, second: Float64Array, count: number): number {
  let sum = 0;
  for (let index = 0; index < count; index++) sum += (first[index] ?? 0) * (second[index] ?? 0);
  return sum;
}

function addScaled(sum: Float64Array, values: Float64Array, factor: number): void {
  for (let index = 0; index < sum.length; index++) sum[index] = (sum[index] ?? 0) + factor * (values[index] ?? 0);
}
