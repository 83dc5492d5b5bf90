import type { ProbeProblem } from '../../../../src/core/noise/probe/probeProblem';
import { RowMatrix } from '../../../../src/core/noise/probe/rowMatrix';
import { RandomSource } from '../../../../src/core/statistics/randomSource';

export interface Simulation {
  readonly pairs: number;
  /** True coefficients; as many features. */
  readonly coefficients: readonly number[];
  readonly seed: number;
  /** Pairs of one prompt, all alike in what they prefer beyond the features. */
  readonly pairsPerPrompt?: number;
  /** Share of labels that are turned round afterwards. */
  readonly flipped?: number;
  /** Feature k is this much of feature k − 1. */
  readonly correlation?: number;
}

export interface SimulatedPairs extends ProbeProblem {
  readonly isFlipped: readonly boolean[];
}

/** Pairs of standard normal differences whose labels follow the Bradley–Terry model. */
export function simulatedPairs({ pairs, coefficients, seed, pairsPerPrompt = 1, flipped = 0, correlation = 0 }: Simulation): SimulatedPairs {
  const random = new RandomSource(seed);
  const matrix = new RowMatrix(coefficients.length);
  const isFlipped: boolean[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const row = coefficients.map(() => normal(random));
    row.forEach((value, index) => {
      if (index > 0) row[index] = correlation * (row[index - 1] ?? 0) + Math.sqrt(1 - correlation ** 2) * value;
    });
    const logit = row.reduce((sum, value, index) => sum + value * (coefficients[index] ?? 0), 0);
    const isRight = random.unit() < 1 / (1 + Math.exp(-logit));
    isFlipped.push(random.unit() < flipped);
    const sign = isRight === isFlipped.at(-1) ? -1 : 1;
    matrix.add(row.map((value) => sign * value));
  }
  const groups = Uint32Array.from({ length: pairs }, (_, pair) => Math.floor(pair / pairsPerPrompt));
  return { differences: matrix.all(), features: coefficients.length, groups, isFlipped };
}

export function normal(random: RandomSource): number {
  return Math.sqrt(-2 * Math.log(1 - random.unit())) * Math.cos(2 * Math.PI * random.unit());
}
