import { describe, expect, it } from 'vitest';

import { coalitionKey } from '../../../src/core/attribution/coalition';
import { LeverageRegression } from '../../../src/core/attribution/leverageRegression';
import { PairedDesign } from '../../../src/core/attribution/pairedDesign';
import { OrderSampling } from '../../../src/core/attribution/orderSampling';
import { flatTree } from '../../../src/core/attribution/playerTree';
import { ProcessEstimator } from '../../../src/core/attribution/processEstimator';
import type { ShapleyEstimator } from '../../../src/core/attribution/shapleyEstimator';
import { RandomSource } from '../../../src/core/statistics/randomSource';
import { estimateWith, median, mobiusGame, relativeError, sparseGame } from './games';

type Create = (players: number, seed: number) => ShapleyEstimator;

const leverage: Create = (players, seed) => new LeverageRegression(players, new PairedDesign(players, new RandomSource(seed)));
const process: Create = (players, seed) => new ProcessEstimator(players, new RandomSource(seed));
const permutation: Create = (players, seed) => new OrderSampling('permutation', flatTree(players), players, new RandomSource(seed));
const all = [['leverage', leverage], ['process', process], ['permutation', permutation]] as const;

/** Antithetic orders are exact for players without higher interactions; what is left then is no error. */
const rounding = 1e-9;

const suite = Array.from({ length: 40 }, (_, index) => index + 1);

function errorsOf(create: Create, players: number, budget: number, seeds = suite): number {
  return median(seeds.map((seed) => {
    const game = sparseGame(players, seed);
    return relativeError(estimateWith(create(players, 1000 + seed), game, budget).values[0] ?? [], game.shapley);
  }));
}

describe('the error on the suite of sparse games', () => {
  // Budgets of 10n and 20n for 12 players, and the published figures of the leverage row for both sizes.
  it.each([
    ['leverage', leverage, 12, 120, 0.11],
    ['leverage', leverage, 12, 240, 0.06],
    ['leverage', leverage, 32, 320, 0.14],
    ['process', process, 12, 120, 0.08],
    ['process', process, 12, 240, 0.04],
    ['process', process, 32, 320, 0.12],
  ] as const)('%s', (_name, create, players, budget, limit) => {
    expect(errorsOf(create, players, budget, players > 12 ? suite.slice(0, 12) : suite)).toBeLessThanOrEqual(limit);
  });
});

describe('the 95 % intervals', () => {
  it.each([
    ['leverage', leverage, 12, 240],
    ['leverage', leverage, 32, 640],
    ['permutation', permutation, 12, 90],
    ['permutation', permutation, 12, 240],
    ['permutation', permutation, 12, 1000],
    ['process', process, 12, 120],
    ['process', process, 12, 240],
    ['process', process, 32, 160],
    ['process', process, 32, 320],
    ['process', process, 128, 256],
  ] as const)('of %s cover', (_name, create, players, budget) => {
    const seeds = suite.slice(0, players > 32 ? 6 : players > 12 ? 12 : 40);
    let covered = 0;
    for (const seed of seeds) {
      const game = sparseGame(players, seed);
      const { values, standardErrors, quantile } = estimateWith(create(players, 1000 + seed), game, budget);
      for (const [player, truth] of game.shapley.entries()) {
        if (Math.abs((values[0]?.[player] ?? NaN) - truth) <= quantile * (standardErrors[0]?.[player] ?? NaN) + rounding) covered++;
      }
    }
    const share = covered / (seeds.length * players);
    expect(share).toBeGreaterThanOrEqual(0.9);
    expect(share).toBeLessThanOrEqual(0.98);
  });
});

describe('a game of single players and pairs', () => {
  const pairs = mobiusGame(9, Array.from({ length: 9 }, (_, first) => Array.from({ length: 9 - first }, (_unused, offset) => [[...new Set([first, first + offset])], Math.sin(first * 7 + offset * 3)] as const)).flat());

  it('is solved by orders with their reverses, however few', () => {
    const estimator = permutation(9, 3);
    const { values } = estimateWith(estimator, pairs, 66);
    expect(relativeError(values[0] ?? [], pairs.shapley)).toBeLessThan(1e-12);
  });

  it('is solved by the paired regression', () => {
    expect(relativeError(estimateWith(leverage(9, 3), pairs, 60).values[0] ?? [], pairs.shapley)).toBeLessThan(1e-9);
  });
});

it('claims no interval while too little is known to judge one', () => {
  const game = sparseGame(32, 3);
  expect(() => estimateWith(leverage(32, 1), game, 70)).toThrow(/no estimate/);
  expect(() => estimateWith(permutation(32, 1), game, 160)).toThrow(/no estimate/);
});

describe.each(all)('%s', (_name, create) => {
  const game = sparseGame(12, 7);

  it('gives values that sum to v(N) − v(∅)', () => {
    const total = game.shapley.reduce((sum, value) => sum + value, 0);
    const { values } = estimateWith(create(12, 5), game, 200);
    expect(values[0]?.reduce((sum, value) => sum + value, 0)).toBeCloseTo(total, 10);
  });

  it('repeats itself bit for bit with the same seed, and not with another', () => {
    const run = (seed: number) => estimateWith(create(12, seed), game, 200);
    expect(run(5)).toEqual(run(5));
    expect(run(6).values).not.toEqual(run(5).values);
  });

  it('hands out no coalition of the pairs twice', () => {
    if (_name === 'permutation') return;
    const keys = Array.from({ length: 20 }, () => create(12, 5).next(50)).map((batch) => new Set(batch.map(coalitionKey)).size);
    expect(new Set(keys)).toEqual(new Set([50]));
  });

  it('needs about four times the evaluations for half the standard error', () => {
    const errorAt = (budget: number) => median([1, 2, 3, 4, 5].map((seed) => {
      const { standardErrors } = estimateWith(create(32, seed), sparseGame(32, seed), budget);
      return Math.sqrt(Array.from(standardErrors[0] ?? []).reduce((sum, error) => sum + error ** 2, 0));
    }));
    const ratio = errorAt(250) / errorAt(1000);
    expect(ratio).toBeGreaterThan(1.6);
    expect(ratio).toBeLessThan(4);
  });
});
