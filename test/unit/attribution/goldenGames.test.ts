import { describe, expect, it } from 'vitest';

import { CoalitionValues } from '../../../src/core/attribution/coalitionValues';
import { ExactShapley } from '../../../src/core/attribution/exactShapley';
import { pairwiseInteractions } from '../../../src/core/attribution/interactions';
import { LeverageRegression } from '../../../src/core/attribution/leverageRegression';
import { PairedDesign } from '../../../src/core/attribution/pairedDesign';
import { OrderSampling } from '../../../src/core/attribution/orderSampling';
import { allOrders, flatTree } from '../../../src/core/attribution/playerTree';
import { ProcessEstimator } from '../../../src/core/attribution/processEstimator';
import { RandomSource } from '../../../src/core/statistics/randomSource';
import { estimateWith, evaluateAll, mobiusGame, sparseGame, tableGame, type Game } from './games';

const threeTokens = tableGame(
  3,
  { '': -9, '0': -7, '1': -8.5, '2': -9.25, '01': -4, '02': -7.5, '12': -8, '012': -3.5 },
  [77 / 24, 53 / 24, 2 / 24],
);

const sizes = (value: (size: number) => number, players: number, shapley: readonly number[]): Game => ({
  players,
  value: (coalition) => value(coalition.reduce((sum, present) => sum + present, 0)),
  shapley,
});

const weighted = (weights: readonly number[], value: (sum: number, present: readonly number[]) => number, shapley: readonly number[]): Game => ({
  players: weights.length,
  value: (coalition) => {
    const present = weights.filter((_, player) => coalition[player] === 1);
    return value(present.reduce((sum, weight) => sum + weight, 0), present);
  },
  shapley,
});

const games: readonly (readonly [string, Game])[] = [
  ['two tokens', tableGame(2, { '': -7, '0': -5, '1': -6.5, '01': -3 }, [2.75, 1.25])],
  ['three tokens', threeTokens],
  ['gloves', tableGame(3, { '': 0, '0': 0, '1': 0, '2': 0, '01': 1, '02': 1, '12': 0, '012': 1 }, [2 / 3, 1 / 6, 1 / 6])],
  ['and of two, with a dummy', mobiusGame(3, [[[0, 1], 1]])],
  ['unanimity of three of four', mobiusGame(4, [[[0, 1, 2], 1]])],
  ['weighted majority', weighted([40, 30, 20, 10], (sum) => Number(sum >= 51), [5 / 12, 1 / 4, 1 / 4, 1 / 12])],
  ['airport', weighted([1, 2, 3], (_, present) => Math.max(0, ...present), [1 / 3, 5 / 6, 11 / 6])],
  ['square of the sum', weighted([1, 2, 3], (sum) => sum ** 2, [6, 12, 18])],
  ['root of the size', sizes(Math.sqrt, 4, [0.5, 0.5, 0.5, 0.5])],
];

describe.each(games)('the Shapley values of %s', (_name, game) => {
  const estimators = [
    () => new ExactShapley(game.players),
    () => new OrderSampling('permutation', flatTree(game.players), game.players, new RandomSource(1)),
    () => new LeverageRegression(game.players, new PairedDesign(game.players, new RandomSource(1))),
    () => new ProcessEstimator(game.players, new RandomSource(1)),
  ];
  it.each(estimators.map((create) => [create().method, create] as const))('are found by %s', (method, create) => {
    const { values, exact } = estimateWith(create(), game, 1000);
    expect(exact).toBe(true);
    const precision = method === 'process' ? 4 : 10;
    for (const [player, value] of game.shapley.entries()) expect(values[0]?.[player]).toBeCloseTo(value, precision);
  });
});

describe('the table of three tokens', () => {
  it('has its pairwise interactions', () => {
    const values = new CoalitionValues(3, 1);
    evaluateAll(threeTokens, new ExactShapley(3).next(8), values);
    const interactions = pairwiseInteractions(values, [], 0);
    expect(interactions.map(({ first, second }) => [first, second])).toEqual([[0, 1], [0, 2], [1, 2]]);
    for (const [index, value] of [2.625, -0.125, 0.875].entries()) expect(interactions[index]?.value).toBeCloseTo(value, 12);
  });

  it('has other figures by indices that are no Shapley values, from the same coalitions', () => {
    const values = new CoalitionValues(3, 1);
    evaluateAll(threeTokens, [...new ExactShapley(3).next(8), Uint8Array.of(0, 0, 0), Uint8Array.of(1, 1, 1)], values);
    const worth = (members: readonly number[]) => values.get(Uint8Array.from([0, 1, 2], (player) => Number(members.includes(player))))![0]!;
    const gain = (player: number, before: readonly number[]) => worth([...before, player]) - worth(before);
    const others = (player: number) => [0, 1, 2].filter((other) => other !== player);
    const banzhaf = (player: number) => [[], [others(player)[0]!], [others(player)[1]!], others(player)].reduce((sum, before) => sum + gain(player, before) / 4, 0);
    const along = (order: readonly number[]) => [0, 1, 2].map((player) => gain(player, order.slice(0, order.indexOf(player))));
    expect([0, 1, 2].map(banzhaf)).toEqual([3.1875, 2.1875, 0.0625]);
    expect([0, 1, 2].map((player) => gain(player, others(player)))).toEqual([4.5, 4, 0.5]);
    expect([along([0, 1, 2]), along([2, 1, 0])]).toEqual([[2, 3, 0.5], [4.5, 1.25, -0.25]]);
    const forwardAndBack = along([0, 1, 2]).map((value, player) => (value + along([2, 1, 0])[player]!) / 2);
    expect(forwardAndBack).toEqual([3.25, 2.125, 0.125]);
    const shapley = estimateWith(new ExactShapley(3), threeTokens, 8).values[0]!;
    expect([...shapley].some((value, player) => [banzhaf(player), gain(player, others(player)), forwardAndBack[player]].includes(value))).toBe(false);
  });

  it('has its Owen values with two tokens in a group', () => {
    const owen = estimateWith(new OrderSampling('owen', [[0, 1], 2], 3, new RandomSource(1)), threeTokens, 100);
    expect(owen.exact).toBe(true);
    for (const [player, value] of [3.1875, 2.1875, 0.125].entries()) expect(owen.values[0]?.[player]).toBeCloseTo(value, 12);
  });
});

describe('the Owen values of words in sentences', () => {
  // Few orders, of which a part is visited, and too many to visit.
  it.each([
    ['288 orders', 8, 40, [[0, 1], [2, 3, 4], [5, [6, 7]]]],
    ['5,184 orders', 10, 90, [[0, 1, 2], [3, 4, 5], [6, 7, 8], 9]],
  ])('are inside their 95 %% intervals as often as these say: %s', (_name, players, budget, tree) => {
    let [covered, count] = [0, 0];
    for (let seed = 1; seed <= 6; seed++) {
      const game = sparseGame(players, seed);
      const truth = meanContributions(game, [...allOrders(tree)]);
      for (let draw = 0; draw < 8; draw++) {
        const estimate = estimateWith(new OrderSampling('owen', tree, players, new RandomSource(100 * seed + draw)), game, budget);
        for (const [player, value] of truth.entries()) {
          count++;
          if (Math.abs((estimate.values[0]?.[player] ?? NaN) - value) <= estimate.quantile * (estimate.standardErrors[0]?.[player] ?? NaN) + 1e-9) covered++;
        }
      }
    }
    expect(covered / count).toBeGreaterThanOrEqual(0.9);
    expect(covered / count).toBeLessThanOrEqual(0.98);
  });
});

function meanContributions(game: Game, orders: readonly (readonly number[])[]): readonly number[] {
  const sums = Array.from({ length: game.players }, () => 0);
  for (const order of orders) {
    const coalition = new Uint8Array(game.players);
    let before = game.value(coalition);
    for (const player of order) {
      coalition[player] = 1;
      const after = game.value(coalition);
      sums[player]! += (after - before) / orders.length;
      before = after;
    }
  }
  return sums;
}
