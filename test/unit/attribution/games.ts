import { emptyCoalition, fullCoalition, type Coalition } from '../../../src/core/attribution/coalition';
import { CoalitionValues } from '../../../src/core/attribution/coalitionValues';
import type { ShapleyEstimate } from '../../../src/core/attribution/shapleyEstimate';
import type { ShapleyEstimator } from '../../../src/core/attribution/shapleyEstimator';
import { RandomSource } from '../../../src/core/statistics/randomSource';

/** A cooperative game with known Shapley values. */
export interface Game {
  readonly players: number;
  value(coalition: Coalition): number;
  readonly shapley: readonly number[];
}

/** v(S) = Σ of the coefficients of the terms that lie in S; φ_i = Σ_{T∋i} c_T/|T|. */
export function mobiusGame(players: number, terms: readonly (readonly [readonly number[], number])[]): Game {
  const shapley = Array.from({ length: players }, () => 0);
  for (const [members, coefficient] of terms) for (const member of members) shapley[member] = (shapley[member] ?? 0) + coefficient / members.length;
  const value = (coalition: Coalition) =>
    terms.reduce((sum, [members, coefficient]) => (members.every((member) => coalition[member] === 1) ? sum + coefficient : sum), 0);
  return { players, value, shapley };
}

/** The synthetic suite: sparse AND terms of orders one to four with mixed signs, interactions among neighbours. */
export function sparseGame(players: number, seed: number): Game {
  const random = new RandomSource(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random.unit())) * Math.cos(2 * Math.PI * random.unit());
  const terms: [number[], number][] = Array.from({ length: players }, (_, player) => [[player], normal()]);
  for (let count = Math.round(1.5 * players); count > 0; count--) {
    const order = 2 + random.integer(3);
    const start = random.integer(players - order);
    const members = new Set<number>();
    while (members.size < order) members.add(Math.min(players - 1, start + random.integer(order + 2)));
    terms.push([[...members], normal()]);
  }
  return mobiusGame(players, terms);
}

export function evaluateAll(game: Game, coalitions: readonly Coalition[], values: CoalitionValues): void {
  for (const coalition of coalitions) if (!values.has(coalition)) values.add(coalition, Float64Array.of(game.value(coalition)));
}

/** Runs an estimator until `budget` different coalitions are known, or it wants no more. */
export function estimateWith(estimator: ShapleyEstimator, game: Game, budget: number): ShapleyEstimate & { readonly evaluations: number } {
  const values = new CoalitionValues(game.players, 1);
  evaluateAll(game, [emptyCoalition(game.players), fullCoalition(game.players)], values);
  while (values.evaluations < budget) {
    const wanted = estimator.next(Math.min(64, budget - values.evaluations));
    if (wanted.length === 0) break;
    evaluateAll(game, wanted, values);
  }
  const estimate = estimator.estimate(values);
  if (!estimate) throw new Error(`no estimate from ${String(values.evaluations)} coalitions`);
  return { ...estimate, evaluations: values.evaluations };
}

export function relativeError(estimate: ArrayLike<number>, truth: readonly number[]): number {
  const error = truth.reduce((sum, value, index) => sum + ((estimate[index] ?? 0) - value) ** 2, 0);
  return Math.sqrt(error / truth.reduce((sum, value) => sum + value ** 2, 0));
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** A game given by its table; masks have bit i for player i. */
export function tableGame(players: number, table: Readonly<Record<string, number>>, shapley: readonly number[]): Game {
  const named = (coalition: Coalition) => Array.from(coalition, (present, player) => (present === 1 ? String(player) : '')).join('');
  return { players, value: (coalition) => table[named(coalition)] ?? NaN, shapley };
}

