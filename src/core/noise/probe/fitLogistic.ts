import { CholeskyFactor } from './choleskyFactor';
import type { LogisticPoint, LogisticRows, RowBlock } from './logisticRows';

export interface LogisticFit {
  readonly rows: LogisticRows;
  readonly blocks: readonly RowBlock[];
  /** λ > 0 of ½·λ·‖β‖². */
  readonly penalty: number;
  /** Σ w·x·xᵀ over the blocks, or about that: it decides the speed, never the result. */
  readonly gram: Float64Array;
  readonly start: Float64Array;
}

const mostSteps = 60;
const mostInnerSteps = 100;
const mostHalvings = 40;
/** Squared distance from the optimum in standard errors at which a fit is done. */
const closeEnough = 1e-8;

/**
 * Damped Newton steps on the penalised Bradley–Terry likelihood, which is strictly convex: there is one optimum, also where the data can be separated.
 * Each step is solved by conjugate gradients on products with the Hessian (truncated Newton), preconditioned by the bound H ≤ ¼·XᵀX + λ of Böhning and
 * Lindsay (1988). A step over 100,000 × 256 values costs a few readings of them, where forming the Hessian would cost hundreds. Yields between
 * readings, so that a caller can stop it.
 */
export function* fitLogistic(fit: LogisticFit): Generator<undefined, Float64Array> {
  const { rows, blocks, penalty } = fit;
  const preconditioner = boundOf(fit);
  let point = rows.pointAt(fit.start, blocks, penalty);
  for (let step = 0; step < mostSteps; step++) {
    yield;
    const direction = yield* newtonDirection(fit, point, preconditioner);
    const decrement = -dot(point.gradient, direction);
    // Also where rounding leaves no way down.
    if (!(decrement > closeEnough)) return added(point.coefficients, direction, decrement > 0 ? 1 : 0);
    const next = stepDown(fit, point, direction, decrement);
    if (!next) return point.coefficients;
    point = next;
  }
  return point.coefficients;
}

function boundOf({ gram, penalty, start: { length } }: LogisticFit): CholeskyFactor {
  const bound = gram.map((value) => value / 4);
  for (let index = 0; index < length; index++) bound[index * length + index] = (bound[index * length + index] ?? 0) + penalty;
  return new CholeskyFactor(bound, length);
}

/** −H⁻¹g, the closer the nearer the optimum. */
function* newtonDirection({ rows, blocks, penalty }: LogisticFit, point: LogisticPoint, preconditioner: CholeskyFactor): Generator<undefined, Float64Array> {
  const direction = new Float64Array(point.gradient.length);
  let residual: Float64Array = point.gradient.map((value) => -value);
  let scaled = preconditioner.solve(residual);
  let search = scaled;
  let size = dot(residual, scaled);
  const target = size * Math.min(0.01, size);
  for (let step = 0; step < mostInnerSteps && size > target; step++) {
    const product = rows.curvatureTimes(search, blocks, point, penalty);
    yield;
    const length = size / dot(search, product);
    addTo(direction, search, length);
    residual = added(residual, product, -length);
    scaled = preconditioner.solve(residual);
    const next = dot(residual, scaled);
    search = added(scaled, search, next / size);
    size = next;
  }
  return direction;
}

/** Halves the step until it goes down far enough; null where none does, at the limit of rounding. */
function stepDown({ rows, blocks, penalty }: LogisticFit, point: LogisticPoint, direction: Float64Array, decrement: number): LogisticPoint | null {
  for (let halving = 0, length = 1; halving < mostHalvings; halving++, length /= 2) {
    const next = rows.pointAt(added(point.coefficients, direction, length), blocks, penalty);
    if (next.loss <= point.loss - 1e-4 * length * decrement) return next;
  }
  return null;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}

function added(a: Float64Array, b: Float64Array, factor: number): Float64Array {
  return a.map((value, index) => value + factor * (b[index] ?? 0));
}

function addTo(sums: Float64Array, values: Float64Array, factor: number): void {
  values.forEach((value, index) => (sums[index] = (sums[index] ?? 0) + factor * value));
}
