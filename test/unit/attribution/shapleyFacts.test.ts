import { describe, expect, it } from 'vitest';

import { coalitionKey, emptyCoalition, fullCoalition } from '../../../src/core/attribution/coalition';
import { CoalitionValues } from '../../../src/core/attribution/coalitionValues';
import { createEstimator } from '../../../src/core/attribution/createEstimator';
import { ExactShapley } from '../../../src/core/attribution/exactShapley';
import { OrderSampling } from '../../../src/core/attribution/orderSampling';
import { PairedDesign } from '../../../src/core/attribution/pairedDesign';
import { RandomSource } from '../../../src/core/statistics/randomSource';
import { estimateWith, mobiusGame, relativeError, sparseGame, tableGame, type Game } from './games';

const sampled = ['leverage', 'permutation', 'owen', 'process'] as const;
const all = ['exact', ...sampled] as const;
const players = 10;

/** Values of several targets of the same coalitions. */
function estimateTargets(method: (typeof all)[number], targets: readonly ((game: Game) => Game)[], budget: number) {
  const game = sparseGame(players, 4);
  const games = targets.map((change) => change(game));
  const estimator = createEstimator({ method, players, seed: 5 });
  const values = new CoalitionValues(players, games.length);
  const add = (coalition: Uint8Array) => values.add(coalition, Float64Array.from(games, ({ value }) => value(coalition)));
  add(emptyCoalition(players));
  add(fullCoalition(players));
  while (values.evaluations < budget) {
    const wanted = estimator.next(Math.min(32, budget - values.evaluations));
    if (wanted.length === 0) break;
    for (const coalition of wanted) if (!values.has(coalition)) add(coalition);
  }
  return estimator.estimate(values)!;
}

const changed = (change: (value: number, size: number) => number) => (game: Game): Game => ({
  ...game,
  value: (coalition) => change(game.value(coalition), coalition.reduce((sum, present) => sum + present, 0)),
});

describe.each(all)('%s', (method) => {
  const budget = method === 'exact' ? 1024 : 300;

  it('is linear: the values of a sum of targets are the sum of their values', () => {
    const [first, second] = [changed((value) => value), changed((_, size) => Math.sqrt(size))];
    const sum = changed((value, size) => 0.1 * value - Math.sqrt(size));
    const { values } = estimateTargets(method, [first, second, sum], budget);
    for (let player = 0; player < players; player++) expect(values[2]?.[player]).toBeCloseTo(0.1 * values[0]![player]! - values[1]![player]!, 8);
  });

  it('does not see a constant that is added to every coalition', () => {
    const { values } = estimateTargets(method, [changed((value) => value), changed((value) => value + 1000)], budget);
    for (let player = 0; player < players; player++) expect(values[1]?.[player]).toBeCloseTo(values[0]![player]!, 6);
  });
});

it.each(['leverage', 'process', 'permutation'] as const)('%s comes close to known values with 64 players', (method) => {
  const game = sparseGame(64, 3);
  const { values } = estimateWith(createEstimator({ method, players: 64, seed: 2 }), game, 1280);
  expect(relativeError(values[0] ?? [], game.shapley)).toBeLessThan(method === 'permutation' ? 0.2 : 0.12);
});

it('the kernel regression over all coalitions is the Shapley value of a random game', () => {
  const random = new RandomSource(8);
  const known = new Map<string, number>();
  const value = (coalition: Uint8Array) => {
    const key = coalitionKey(coalition);
    if (!known.has(key)) known.set(key, random.unit());
    return known.get(key) ?? 0;
  };
  const game: Game = { players: 8, value, shapley: [] };
  const exact = estimateWith(new ExactShapley(8), game, 256);
  const { values, exact: isExact } = estimateWith(createEstimator({ method: 'leverage', players: 8, seed: 1 }), game, 256);
  expect(isExact).toBe(true);
  for (let player = 0; player < 8; player++) expect(values[0]?.[player]).toBeCloseTo(exact.values[0]![player]!, 12);
});

it('the kernel of five players gives ½ on the diagonal of the normal matrix and 0.26 beside it', () => {
  const { strata } = new PairedDesign(5, new RandomSource(1));
  const total = strata.reduce((sum, { kernelMass }) => sum + kernelMass, 0);
  const mean = (share: (size: number) => number) => strata.reduce((sum, { size, kernelMass }) => sum + (kernelMass / total) * ((share(size) + share(5 - size)) / 2), 0);
  expect(mean((size) => size / 5)).toBeCloseTo(0.5, 14);
  expect(mean((size) => (size * (size - 1)) / 20)).toBeCloseTo(0.26, 14);
});

it('Owen values of single players are Shapley values', () => {
  const table = { '': -9, '0': -7, '1': -8.5, '2': -9.25, '01': -4, '02': -7.5, '12': -8, '012': -3.5 };
  const owen = estimateWith(new OrderSampling('owen', [0, [1], 2], 3, new RandomSource(1)), tableGame(3, table, []), 100);
  for (const [player, value] of [77 / 24, 53 / 24, 2 / 24].entries()) expect(owen.values[0]?.[player]).toBeCloseTo(value, 12);
});

it('exact values come in an order in which neighbours differ by one unit, the last units changing fastest', () => {
  const order = new ExactShapley(6).next(64);
  const changes = order.slice(1).map((coalition, index) => Array.from(coalition, (present, player) => (present === order[index]![player] ? -1 : player)).filter((player) => player >= 0));
  expect(changes.every((one) => one.length === 1)).toBe(true);
  expect(changes.filter(([player]) => player === 5)).toHaveLength(32);
  expect(new Set(order.map(coalitionKey)).size).toBe(64);
});

describe('the 95 % intervals of Owen values', () => {
  const groups = [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]];
  const groupOf = (player: number) => Math.floor(player / 4);

  /** A term's worth is shared evenly among the groups that it touches, then among its members in each. */
  function owenValues(terms: readonly (readonly [readonly number[], number])[]): number[] {
    return Array.from({ length: 12 }, (_, player) =>
      terms.reduce((sum, [members, worth]) => {
        if (!members.includes(player)) return sum;
        const touched = new Set(members.map(groupOf)).size;
        return sum + worth / touched / members.filter((one) => groupOf(one) === groupOf(player)).length;
      }, 0),
    );
  }

  it.each([80, 140])('cover, after %i evaluations', (budget) => {
    let covered = 0;
    const seeds = 40;
    for (let seed = 1; seed <= seeds; seed++) {
      const random = new RandomSource(seed);
      const terms = Array.from({ length: 30 }, () => [[...new Set(Array.from({ length: 1 + random.integer(4) }, () => random.integer(12)))], random.unit() - 0.5] as const);
      const game = mobiusGame(12, terms);
      const { values, standardErrors, quantile } = estimateWith(createEstimator({ method: 'owen', players: 12, seed: 100 + seed, tree: groups }), game, budget);
      for (const [player, truth] of owenValues(terms).entries()) if (Math.abs(values[0]![player]! - truth) <= quantile * standardErrors[0]![player]! + 1e-9) covered++;
    }
    expect(covered / (seeds * 12)).toBeGreaterThanOrEqual(0.9);
    expect(covered / (seeds * 12)).toBeLessThanOrEqual(0.98);
  });
});

/** Sums and errors of many runs on one game, by seed. */
function runsOf(method: (typeof sampled)[number], budget: number, seeds: number) {
  const game = sparseGame(players, 9);
  return Array.from({ length: seeds }, (_, seed) => ({ game, ...estimateWith(createEstimator({ method, players, seed: seed + 1 }), game, budget) }));
}

it.each(sampled)('%s has a sum without variance: 1ᵀ Cov 1 = 0', (method) => {
  for (const { game, values } of runsOf(method, 120, 12)) {
    const whole = game.value(fullCoalition(players)) - game.value(emptyCoalition(players));
    expect(values[0]!.reduce((sum, value) => sum + value, 0)).toBeCloseTo(whole, 9);
  }
});

it('halving the error of random orders takes about four times the evaluations', () => {
  const errorAt = (budget: number) => {
    const runs = runsOf('permutation', budget, 40).map(({ game, values }) => relativeError(values[0]!, game.shapley) ** 2);
    return Math.sqrt(runs.reduce((sum, square) => sum + square, 0) / runs.length);
  };
  const ratio = errorAt(100) / errorAt(400);
  expect(ratio).toBeGreaterThan(1.6);
  expect(ratio).toBeLessThan(3.2);
});
