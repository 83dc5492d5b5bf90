import type { Coalition } from './coalition';
import type { CoalitionValues } from './coalitionValues';
import type { ShapleyEstimate } from './shapleyEstimate';

export const attributionMethods = ['exact', 'leverage', 'permutation', 'owen', 'process'] as const;
export type AttributionMethod = (typeof attributionMethods)[number];

/** Chooses coalitions, and turns the values of those that were evaluated into Shapley values. */
export interface ShapleyEstimator {
  readonly method: AttributionMethod;
  /**
   * Coalitions to evaluate next, about `count` of them, in an order that a seed decides; none when nothing is left to learn.
   * ∅ and N are evaluated by the caller.
   */
  next(count: number): readonly Coalition[];
  /**
   * From the coalitions handed out so far whose values are known; those that were not evaluated are left out. Null while
   * too few are known.
   */
  estimate(values: CoalitionValues): ShapleyEstimate | null;
}
