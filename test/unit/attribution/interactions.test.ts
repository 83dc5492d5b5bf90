import { expect, it } from 'vitest';

import { emptyCoalition, fullCoalition } from '../../../src/core/attribution/coalition';
import { CoalitionValues } from '../../../src/core/attribution/coalitionValues';
import { ExactShapley } from '../../../src/core/attribution/exactShapley';
import { pairwiseInteractions } from '../../../src/core/attribution/interactions';
import { PairedDesign } from '../../../src/core/attribution/pairedDesign';
import { ProcessEstimator } from '../../../src/core/attribution/processEstimator';
import { RandomSource } from '../../../src/core/statistics/randomSource';
import { evaluateAll, sparseGame, type Game } from './games';

const players = 12;

function exactInteractions(game: Game) {
  const values = new CoalitionValues(players, 1);
  evaluateAll(game, new ExactShapley(players).next(2 ** players), values);
  return pairwiseInteractions(values, [], 0);
}

function sampledInteractions(game: Game, seed: number, budget: number) {
  const values = new CoalitionValues(players, 1);
  const coalitions = new ProcessEstimator(players, new RandomSource(seed)).next(budget);
  evaluateAll(game, [emptyCoalition(players), fullCoalition(players), ...coalitions], values);
  return pairwiseInteractions(values, coalitions.filter((_, index) => index % 2 === 0), 0);
}

it.each([240, 480])('the 95 %% intervals of sampled interactions cover the exact ones, from %i evaluations', (budget) => {
  let [covered, count] = [0, 0];
  for (let seed = 1; seed <= 12; seed++) {
    const game = sparseGame(players, seed);
    const truth = exactInteractions(game);
    for (const [index, { value, standardError }] of sampledInteractions(game, seed, budget).entries()) {
      count++;
      if (Math.abs(value - truth[index]!.value) <= 1.96 * standardError + 1e-9) covered++;
    }
  }
  expect(covered / count).toBeGreaterThanOrEqual(0.9);
  expect(covered / count).toBeLessThanOrEqual(0.98);
});

it('interactions of more players than can be looked at are none', () => {
  expect(pairwiseInteractions(new CoalitionValues(65, 1), new PairedDesign(65, new RandomSource(1)).drawn.map(({ coalition }) => coalition), 0)).toEqual([]);
});
