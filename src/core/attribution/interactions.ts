import { complementOf, fullCoalition, sizeOf, type Coalition } from './coalition';
import { EvenKernel } from './coalitionKernel';
import { CoalitionPoints } from './coalitionPoints';
import type { CoalitionValues } from './coalitionValues';
import { coalitionTable } from './exactShapley';
import { GaussianProcess, type Functionals } from './gaussianProcess';
import { kernelShapes } from './kernelShapes';

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
/** Of more pairs of coalitions the first are used: with so many functionals each one costs as much as all before it. */
const mostPairs = 512;
const mostShapePoints = 160;

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
  const known = [fullCoalition(players), ...pairs.slice(0, mostPairs)].flatMap((coalition) => {
    const [value, other] = [values.get(coalition), values.get(complementOf(coalition))];
    return value && other ? [{ coalition, even: ((value[target] ?? 0) + (other[target] ?? 0)) / 2 }] : [];
  });
  if (known.length < 3) return [];
  const mean = known.reduce((sum, pair) => sum + pair.even, 0) / known.length;
  const even = known.map((pair) => pair.even - mean);
  const points = known.map((pair) => pair.coalition);
  const kernel = likeliestKernel(players, points, even);
  const process = new GaussianProcess(new CoalitionPoints(players, points), kernel.covariance, interactionFunctionals(kernel)).grow();
  const { means, deviations } = process.predict(process.fit(even));
  return playerPairs(players).map(([first, second], index) => ({ first, second, value: means[index] ?? 0, standardError: deviations[index] ?? 0 }));
}

function likeliestKernel(players: number, points: readonly Coalition[], even: readonly number[]): EvenKernel {
  const shapePoints = new CoalitionPoints(players, points.slice(0, mostShapePoints));
  const fits = kernelShapes.map((shape) => {
    const kernel = new EvenKernel(players, shape);
    const { logLikelihood } = new GaussianProcess(shapePoints, kernel.covariance, null).grow().fit(even.slice(0, mostShapePoints));
    return { kernel, logLikelihood };
  });
  return fits.reduce((best, fit) => (fit.logLikelihood > best.logLikelihood ? fit : best)).kernel;
}

function interactionFunctionals(kernel: EvenKernel): Functionals {
  const pairs = playerPairs(kernel.players);
  return {
    count: pairs.length,
    priorVariance: kernel.priorVariance,
    effects: (coalition) => {
      const size = sizeOf(coalition);
      const byPresence = ([0, 1, 2] as const).map((presence) => kernel.interaction(size, presence));
      return Float64Array.from(pairs, ([first, second]) => byPresence[(coalition[first] ?? 0) + (coalition[second] ?? 0)] ?? 0);
    },
  };
}

function playerPairs(players: number): readonly (readonly [number, number])[] {
  return Array.from({ length: players }, (_, first) => Array.from({ length: players - 1 - first }, (_unused, offset) => [first, first + 1 + offset] as const)).flat();
}

function bitCount(mask: number): number {
  let count = 0;
  for (let rest = mask; rest > 0; rest &= rest - 1) count++;
  return count;
}
