import { Matrix } from 'ml-matrix';

import type { RandomSource } from '../statistics/randomSource';
import { fullCoalition, type Coalition } from './coalition';
import { OddKernel, type KernelShape } from './coalitionKernel';
import type { CoalitionValues } from './coalitionValues';
import { kernelShapes } from './kernelShapes';
import { knownPairs, type KnownPair } from './knownPairs';
import { KernelPoints, KernelRegression } from './kernelRegression';
import { nextOf } from './leverageRegression';
import { PairedDesign } from './pairedDesign';
import { normalQuantile, type ShapleyEstimate } from './shapleyEstimate';
import type { ShapleyEstimator } from './shapleyEstimator';

/** The shape of the kernel is learned from at most this many pairs: it takes one factorisation a candidate. */
const mostShapePairs = 160;

/**
 * A Gaussian process over the odd part of the game, fitted to the paired leverage design. Where a game is mostly additive
 * with some interactions, as values of prompts are, it needs about half the evaluations of the regression; it also answers with
 * fewer pairs than players. Standard errors are those of the process, its scale and shape taken from the values themselves.
 */
export class ProcessEstimator implements ShapleyEstimator {
  readonly method = 'process';
  private readonly design: PairedDesign;
  private shape: KernelShape | undefined;
  private shapePairs = 0;

  constructor(
    readonly players: number,
    random: RandomSource,
  ) {
    this.design = new PairedDesign(players, random);
  }

  next(count: number): readonly Coalition[] {
    return nextOf(this.design, count);
  }

  estimate(values: CoalitionValues): ShapleyEstimate | null {
    const { empty, full } = values;
    const pairs = knownPairs(this.design, values);
    if (!empty || !full || pairs.length === 0) return null;
    const totals = full.map((value, target) => value - (empty[target] ?? 0));
    const kernel = new OddKernel(this.players, this.shapeFor(pairs, totals));
    const points = this.pointsOf(pairs);
    const regression = new KernelRegression(points, kernel.covariance, oddValues(pairs, totals));
    const effects = this.effectsOf(points, kernel);
    const { means, deviations } = regression.predict(effects, kernel.priorVariance);
    return {
      values: means.map((row, target) => withSum(row, totals[target] ?? 0)),
      standardErrors: deviations,
      quantile: normalQuantile,
      exact: this.design.strata.every((stratum) => stratum.isExhausted) && pairs.length === this.design.strata.reduce((sum, stratum) => sum + stratum.drawn.length, 0),
    };
  }

  /** The likeliest shape, learned anew when there are twice as many pairs, up to `mostShapePairs`. */
  private shapeFor(pairs: readonly KnownPair[], totals: Float64Array): KernelShape {
    const usable = Math.min(pairs.length, mostShapePairs);
    if (this.shape && usable < Math.min(2 * this.shapePairs, mostShapePairs)) return this.shape;
    // Every so many, so that all sizes are among them.
    const step = pairs.length / usable;
    const chosen = Array.from({ length: usable }, (_, index) => pairs[Math.floor(index * step)]).filter((pair) => pair !== undefined);
    const points = this.pointsOf(chosen);
    const values = oddValues(chosen, totals);
    let best = -Infinity;
    for (const shape of kernelShapes) {
      const { logLikelihood } = new KernelRegression(points, new OddKernel(this.players, shape).covariance, values);
      if (logLikelihood > best) [best, this.shape] = [logLikelihood, shape];
    }
    this.shapePairs = usable;
    return this.shape ?? { lowestOrder: 1, steepness: 1 };
  }

  /** The pairs, and first N with ∅. */
  private pointsOf(pairs: readonly KnownPair[]): KernelPoints {
    return new KernelPoints([fullCoalition(this.players), ...pairs.map((pair) => pair.coalition)], this.players);
  }

  private effectsOf(points: KernelPoints, kernel: OddKernel): Matrix {
    const effects = new Matrix(points.count, this.players);
    for (const [point, coalition] of points.coalitions.entries()) {
      const size = points.sizes[point] ?? 0;
      for (const [player, present] of coalition.entries()) effects.set(point, player, kernel.shapley(size, present === 1));
    }
    return effects;
  }
}

/** [points, targets] values of the odd part. */
function oddValues(pairs: readonly KnownPair[], totals: Float64Array): Matrix {
  return new Matrix([Array.from(totals, (total) => total / 2), ...pairs.map((pair) => Array.from(pair.odd))]);
}

/** What rounding left of Σφ = v(N) − v(∅) is shared out evenly. */
function withSum(row: Float64Array, total: number): Float64Array {
  const missing = (total - row.reduce((sum, value) => sum + value, 0)) / row.length;
  return row.map((value) => value + missing);
}
