import { sigmoid } from '../../scoring/logistic';
import type { AgreementCurve } from './agreementCurve';

/**
 * Labels that agree with a score of strength u with probability ε + (1 − 2ε)·σ(slope·u^power): the true preference follows the score by a logistic curve,
 * and a share ε of labels was flipped whatever the score. For power 1 this is what a mixture of two Gaussians at ±μ with one σ says of the sign given the
 * size (slope = 2μ/σ²); higher powers stand for scores whose size was squeezed.
 */
export interface LapseModel {
  /** ε, the share of flipped labels. */
  readonly rate: number;
  readonly slope: number;
  readonly power: number;
}

export interface LapseFit extends LapseModel {
  readonly logLikelihood: number;
}

/** None below 1: a curve that flattens without end could stand for any rate, and nothing would ever be known. */
const powers = [1, 1.5, 2];
/** Slopes in units of 1 / median strength^power: from "says nothing" to a step. */
const slopes = [0, ...Array.from({ length: 17 }, (_, index) => 0.02 * 1.6 ** index)];

/** P(the label agrees | strength), between ½ and 1 − ε. */
export function agreementProbability({ rate, slope, power }: LapseModel, strength: number): number {
  return rate + (1 - 2 * rate) * sigmoid(slope * strength ** power);
}

/** Log-odds that the sign of the score is the true preference. */
export function trueMargin({ slope, power }: LapseModel, score: number, scale: number): number {
  return Math.sign(score) * slope * (Math.abs(score) / scale) ** power;
}

/** The most likely slope and power at a given rate: a grid, then golden sections between its neighbours. */
export function fitAtRate(curve: AgreementCurve, rate: number): LapseFit {
  let best: LapseFit = { rate, slope: 0, power: 1, logLikelihood: -Infinity };
  for (const power of powers) {
    const raised = curve.strengths.map((strength) => strength ** power);
    const at = (slope: number) => logLikelihood(curve, raised, rate, slope);
    const slope = refine(slopes, at);
    const value = at(slope);
    if (value > best.logLikelihood) best = { rate, slope, power, logLikelihood: value };
  }
  return best;
}

/** All curves of the grid at a given rate, each with its likelihood. */
export function curvesAtRate(curve: AgreementCurve, rate: number): readonly LapseFit[] {
  return powers.flatMap((power) => {
    const raised = curve.strengths.map((strength) => strength ** power);
    return slopes.map((slope) => ({ rate, slope, power, logLikelihood: logLikelihood(curve, raised, rate, slope) }));
  });
}

function logLikelihood(curve: AgreementCurve, raised: Float64Array, rate: number, slope: number): number {
  let sum = 0;
  for (let bin = 0; bin < raised.length; bin++) {
    const agree = rate + (1 - 2 * rate) * sigmoid(slope * (raised[bin] ?? 0));
    const [right, wrong] = [curve.right[bin] ?? 0, curve.wrong[bin] ?? 0];
    if (right > 0) sum += right * Math.log(agree);
    if (wrong > 0) sum += wrong * Math.log(Math.max(1 - agree, 1e-12));
  }
  return sum;
}

const golden = (Math.sqrt(5) - 1) / 2;

function refine(grid: readonly number[], value: (x: number) => number): number {
  const values = grid.map(value);
  const top = values.indexOf(Math.max(...values));
  let [low, high] = [grid[Math.max(0, top - 1)] ?? 0, grid[Math.min(grid.length - 1, top + 1)] ?? 0];
  for (let step = 0; step < 16; step++) {
    const width = golden * (high - low);
    if (value(high - width) >= value(low + width)) high = low + width;
    else low = high - width;
  }
  const middle = (low + high) / 2;
  const best = grid[top] ?? 0;
  return value(middle) > (values[top] ?? -Infinity) ? middle : best;
}
