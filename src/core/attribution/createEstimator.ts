import { RandomSource } from '../statistics/randomSource';
import { ExactShapley, mostExactPlayers } from './exactShapley';
import { LeverageRegression } from './leverageRegression';
import { OrderSampling } from './orderSampling';
import { flatTree, type PlayerTree } from './playerTree';
import { ProcessEstimator } from './processEstimator';
import type { AttributionMethod, ShapleyEstimator } from './shapleyEstimator';

export interface EstimatorChoice {
  readonly method: AttributionMethod | 'auto';
  readonly players: number;
  /** Evaluations that may be spent. */
  readonly budget: number;
  readonly seed: number;
  /** Groups of players for the Owen value; flat unless told. */
  readonly tree?: PlayerTree;
}

/**
 * The estimator of a method. "auto" is exact where all coalitions fit the budget, and the Gaussian process elsewhere, which needs the
 * fewest evaluations by measurement (docs/attribution.md). Throws RangeError where exact values are asked of too many players.
 */
export function createEstimator({ method, players, budget, seed, tree }: EstimatorChoice): ShapleyEstimator {
  const random = new RandomSource(seed);
  // One player has the whole difference, and nothing to sample.
  if (players < 2) return new ExactShapley(players);
  switch (method) {
    case 'exact':
      return new ExactShapley(players);
    case 'leverage':
      return new LeverageRegression(players, random);
    case 'permutation':
      return new OrderSampling('permutation', flatTree(players), players, random);
    case 'owen':
      return new OrderSampling('owen', tree ?? flatTree(players), players, random);
    case 'process':
      return new ProcessEstimator(players, random);
    case 'auto':
      return players <= mostExactPlayers && 2 ** players <= budget ? new ExactShapley(players) : new ProcessEstimator(players, random);
  }
}
