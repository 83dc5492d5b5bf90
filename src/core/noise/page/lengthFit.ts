import { sigmoid } from '../../scoring/logistic';
import type { Steps } from '../steps';

/** P(margin > 0) by the length difference: a logistic curve on tanh(difference / deviation). */
export interface LengthFit {
  readonly intercept: number;
  readonly slope: number;
  /** Root mean square of the differences, in their unit. */
  readonly deviation: number;
  /** Of the intercept. */
  readonly variance: number;
}

/** What the fit says of pairs with this length difference (chosen − rejected): the probability that their margin is above 0. */
export function fittedAccuracy({ intercept, slope, deviation }: Pick<LengthFit, 'intercept' | 'slope' | 'deviation'>, difference: number): number {
  return sigmoid(intercept + slope * Math.tanh(difference / deviation));
}

/** Fewer pairs do not carry two coefficients. */
const fewestPairs = 30;
const pairsAtOnce = 8192;
const mostSteps = 50;

/**
 * A logistic regression of "the margin is above 0" on a constant and tanh(length difference / its deviation), as AlpacaEval's length-controlled win rate does
 * (Dubois et al. 2024, arXiv 2404.04475), by Newton's method. Pairs that lack a margin or a length (NaN) are left out. Null for few pairs, or where the fit has no end.
 */
export function* lengthFit(differences: ArrayLike<number>, margins: ArrayLike<number>): Steps<LengthFit | null> {
  const { pairs, deviation } = yield* spread(differences, margins);
  if (pairs < fewestPairs) return null;
  let fit: LengthFit = { intercept: 0, slope: 0, deviation, variance: 0 };
  for (let step = 0; step < mostSteps; step++) {
    const next = newton(fit, yield* slopes(fit, differences, margins));
    if (next === null || Math.abs(next.intercept) > 20) return null;
    const moved = Math.abs(next.intercept - fit.intercept) + Math.abs(next.slope - fit.slope);
    fit = next;
    if (moved < 1e-10) break;
  }
  return fit;
}

function* spread(differences: ArrayLike<number>, margins: ArrayLike<number>): Steps<{ readonly pairs: number; readonly deviation: number }> {
  let [pairs, squares] = [0, 0];
  for (let index = 0; index < margins.length; index++) {
    if (index % pairsAtOnce === 0) yield;
    const difference = differences[index] ?? NaN;
    if (Number.isNaN(difference) || Number.isNaN(margins[index])) continue;
    pairs++;
    squares += difference * difference;
  }
  return { pairs, deviation: Math.sqrt(squares / Math.max(pairs, 1)) || 1 };
}

/** Gradient and information of the log-likelihood. */
interface Slopes {
  g0: number;
  g1: number;
  h00: number;
  h01: number;
  h11: number;
}

function* slopes(fit: LengthFit, differences: ArrayLike<number>, margins: ArrayLike<number>): Steps<Slopes> {
  const sums: Slopes = { g0: 0, g1: 0, h00: 0, h01: 0, h11: 0 };
  for (let index = 0; index < margins.length; index++) {
    if (index % pairsAtOnce === 0) yield;
    const [difference, margin] = [differences[index] ?? NaN, margins[index] ?? NaN];
    if (Number.isNaN(difference) || Number.isNaN(margin)) continue;
    const length = Math.tanh(difference / fit.deviation);
    const expected = sigmoid(fit.intercept + fit.slope * length);
    const miss = (margin > 0 ? 1 : 0) - expected;
    const weight = expected * (1 - expected);
    sums.g0 += miss;
    sums.g1 += miss * length;
    sums.h00 += weight;
    sums.h01 += weight * length;
    sums.h11 += weight * length * length;
  }
  return sums;
}

/** Null where the information matrix has no inverse. Without any variation of length the slope stays 0. */
function newton(fit: LengthFit, { g0, g1, h00, h01, h11 }: Slopes): LengthFit | null {
  if (h11 < 1e-9) [g1, h11] = [0, 1];
  else if (!(h00 * h11 - h01 * h01 > 1e-9)) return null;
  const scale = h00 * h11 - h01 * h01;
  return { ...fit, intercept: fit.intercept + (h11 * g0 - h01 * g1) / scale, slope: fit.slope + (h00 * g1 - h01 * g0) / scale, variance: h11 / scale };
}
