import { RandomSource } from '../statistics/randomSource';
import { ExactShapley } from './exactShapley';
import { LeverageRegression } from './leverageRegression';
import { OrderSampling } from './orderSampling';
import { PairedDesign } from './pairedDesign';
import { flatTree, type PlayerTree } from './playerTree';
import { ProcessEstimator } from './processEstimator';
import type { AttributionMethod, ShapleyEstimator } from './shapleyEstimator';

export interface EstimatorChoice {
  readonly method: AttributionMethod | 'auto';
  readonly players: number;
  readonly seed: number;
  /** Groups of players for the Owen value; flat unless told. */
  readonly tree?: PlayerTree;
}

/**
 * The estimator of a method. "auto" is the Gaussian process, which needs the fewest evaluations by measurement (docs/attribution.md) and
 * becomes exact once all coalitions are known. Throws RangeError where exact values are asked of too many players.
 */
export function createEstimator({ method, players, seed, tree }: EstimatorChoice): ShapleyEstimator {
  const random = new RandomSource(seed);
  // One player has the whole difference, and nothing to sample.
  if (players < 2) return new ExactShapley(players);
  switch (method) {
    case 'exact':
      return new ExactShapley(players);
    case 'leverage':
      return new LeverageRegression(players, new PairedDesign(players, random));
    case 'permutation':
      return new OrderSampling('permutation', flatTree(players), players, random);
    case 'owen':
      return new OrderSampling('owen', tree ?? flatTree(players), players, random);
    case 'process':
    case 'auto':
      return new ProcessEstimator(players, random);
  }
}
