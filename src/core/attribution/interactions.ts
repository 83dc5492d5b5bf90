import { Matrix } from 'ml-matrix';

import { EvenKernel, type PairPresence } from './coalitionKernel';
import type { CoalitionValues } from './coalitionValues';
import { coalitionTable } from './exactShapley';
import { KernelPoints, KernelRegression } from './kernelRegression';
import { kernelShapes } from './kernelShapes';
import { complementOf, fullCoalition, type Coalition } from './coalition';

/** How much two players do together beyond what each does alone: the Shapley interaction index, in the unit of the value. */
export interface Interaction {
  readonly first: number;
  readonly second: number;
  readonly value: number;
  /** 0 where the value is exact. */
  readonly standardError: number;
}

/** Beyond this there are too many pairs to be estimated well, or to be looked at. */
export const mostInteractionPlayers = 64;

/**
 * Pairwise Shapley interactions of one target: exact when every coalition is known, else from a Gaussian process over the even part of
 * the game, which is all they depend on. `pairs` are coalitions that were evaluated together with their complements.
 * Empty while too few are known or there are too many players.
 */
export function pairwiseInteractions(values: CoalitionValues, pairs: readonly Coalition[], target: number): readonly Interaction[] {
  if (values.players < 2 || values.players > mostInteractionPlayers) return [];
  const table = coalitionTable(values);
  return table ? exactInteractions(values.players, (mask) => table[mask]?.[target] ?? 0) : estimatedInteractions(values, pairs, target);
}

/** I_ij = Σ_S |S|!·(n−|S|−2)!/(n−1)! · (v(S∪ij) − v(S∪i) − v(S∪j) + v(S)) (Grabisch and Roubens 1999). */
function exactInteractions(players: number, value: (mask: number) => number): readonly Interaction[] {
  const weights = interactionWeights(players);
  return playerPairs(players).map(([first, second]) => {
    const [a, b] = [1 << first, 1 << second];
    let sum = 0;
    for (let mask = 0; mask < 2 ** players; mask++) {
      if ((mask & (a | b)) !== 0) continue;
      sum += (weights[bitCount(mask)] ?? 0) * (value(mask | a | b) - value(mask | a) - value(mask | b) + value(mask));
    }
    return { first, second, value: sum, standardError: 0 };
  });
}

/** By the size of S: 1/((n−1)·C(n−2, |S|)). */
function interactionWeights(players: number): readonly number[] {
  const weights: number[] = [];
  let choose = 1;
  for (let size = 0; size <= players - 2; size++) {
    weights.push(1 / ((players - 1) * choose));
    choose = (choose * (players - 2 - size)) / (size + 1);
  }
  return weights;
}

function estimatedInteractions(values: CoalitionValues, pairs: readonly Coalition[], target: number): readonly Interaction[] {
  const { players } = values;
  const known = [fullCoalition(players), ...pairs].flatMap((coalition) => {
    const [value, other] = [values.get(coalition), values.get(complementOf(coalition))];
    return value && other ? [{ coalition, even: ((value[target] ?? 0) + (other[target] ?? 0)) / 2 }] : [];
  });
  if (known.length < 3) return [];
  const mean = known.reduce((sum, pair) => sum + pair.even, 0) / known.length;
  const points = new KernelPoints(known.map((pair) => pair.coalition), players);
  const { kernel, regression } = likeliest(points, Matrix.columnVector(known.map((pair) => pair.even - mean)));
  const { means, deviations } = regression.predict(effectsOf(points, kernel), kernel.priorVariance);
  return playerPairs(players).map(([first, second], index) => ({
    first,
    second,
    value: means[0]?.[index] ?? 0,
    standardError: deviations[0]?.[index] ?? 0,
  }));
}

function likeliest(points: KernelPoints, values: Matrix): { readonly kernel: EvenKernel; readonly regression: KernelRegression } {
  const fits = kernelShapes.map((shape) => {
    const kernel = new EvenKernel(points.players, shape);
    return { kernel, regression: new KernelRegression(points, kernel.covariance, values) };
  });
  return fits.reduce((best, fit) => (fit.regression.logLikelihood > best.regression.logLikelihood ? fit : best));
}

function effectsOf(points: KernelPoints, kernel: EvenKernel): Matrix {
  const pairs = playerPairs(points.players);
  const effects = new Matrix(points.count, pairs.length);
  for (const [point, coalition] of points.coalitions.entries()) {
    const size = points.sizes[point] ?? 0;
    for (const [index, [first, second]] of pairs.entries()) {
      effects.set(point, index, kernel.interaction(size, ((coalition[first] ?? 0) + (coalition[second] ?? 0)) as PairPresence));
    }
  }
  return effects;
}

function playerPairs(players: number): readonly (readonly [number, number])[] {
  return Array.from({ length: players }, (_, first) => Array.from({ length: players - 1 - first }, (_unused, offset) => [first, first + 1 + offset] as const)).flat();
}

function bitCount(mask: number): number {
  let count = 0;
  for (let rest = mask; rest > 0; rest &= rest - 1) count++;
  return count;
}
