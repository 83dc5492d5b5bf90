import { performance } from 'node:perf_hooks';

import { emptyCoalition, fullCoalition, type Coalition } from '../../src/core/attribution/coalition';
import { CoalitionValues } from '../../src/core/attribution/coalitionValues';
import { createEstimator } from '../../src/core/attribution/createEstimator';
import type { PlayerTree } from '../../src/core/attribution/playerTree';
import type { ShapleyEstimate } from '../../src/core/attribution/shapleyEstimate';
import type { AttributionMethod } from '../../src/core/attribution/shapleyEstimator';
import type { Progress, Reached } from './counts';

/** Value functions of coalitions, at whatever cost. */
export interface ValueSource {
  into(known: CoalitionValues, coalitions: readonly Coalition[]): Promise<void>;
}

export interface OwnRun {
  readonly method: AttributionMethod | 'auto';
  readonly players: number;
  readonly seed: number;
  readonly tree: PlayerTree;
}

/** Estimates after every quarter more of evaluations, until the error is below all targets or the cap is spent. */
export async function ownProgress(source: ValueSource, run: OwnRun, truth: readonly number[], targets: readonly number[], cap: number, growth: number): Promise<Progress> {
  const { players } = run;
  const [estimator, known] = [createEstimator(run), new CoalitionValues(players, 1)];
  const reached: (Reached | null)[] = targets.map(() => null);
  let last: Progress['last'] = null;
  await source.into(known, [emptyCoalition(players), fullCoalition(players)]);
  for (let goal = 16; known.evaluations < cap && reached.includes(null); goal *= growth) {
    const wanted = estimator.next(Math.max(2, Math.ceil(Math.min(goal, cap) - known.evaluations)));
    if (wanted.length === 0) break;
    await source.into(known, wanted);
    const [{ evaluations }, error] = [known, relativeError(estimator.estimate(known), truth)];
    if (Number.isFinite(error)) last = { evaluations, error };
    for (const [index, target] of targets.entries()) if (error <= target && evaluations <= cap) reached[index] ??= { evaluations, calls: evaluations, budget: evaluations };
  }
  return { reached, last };
}

/** Seconds for the coalitions and one estimate of a run of so many evaluations, once the code is warm, on a game that costs nothing. */
export async function ownArithmetic(run: OwnRun, evaluations: number): Promise<number> {
  let seconds = Infinity;
  for (let round = 0; round < 3; round++) {
    const [estimator, known] = [createEstimator(run), new CoalitionValues(run.players, 1)];
    const begin = performance.now();
    await pairwise.into(known, [emptyCoalition(run.players), fullCoalition(run.players)]);
    await pairwise.into(known, estimator.next(evaluations - 2));
    estimator.estimate(known);
    seconds = Math.min(seconds, (performance.now() - begin) / 1000);
  }
  return seconds;
}

/** Players count by their place, and neighbours together. */
const pairwise: ValueSource = {
  into: (known, coalitions) => {
    for (const coalition of coalitions) {
      let value = 3;
      for (const [player, present] of coalition.entries()) value += present * (Math.sin(player + 1) + 0.25 * Math.cos(player) * (coalition[player + 1] ?? 0));
      known.add(coalition, Float64Array.of(value));
    }
    return Promise.resolve();
  },
};

function pairwiseTruth(players: number): number[] {
  const neighbours = Array.from({ length: players - 1 }, (_, player) => 0.25 * Math.cos(player));
  return Array.from({ length: players }, (_, player) => Math.sin(player + 1) + ((neighbours[player] ?? 0) + (neighbours[player - 1] ?? 0)) / 2);
}

/** The error on the pairwise game, whose values are known. */
export async function ownCheck(run: OwnRun, evaluations: number): Promise<{ readonly error: number; readonly evaluations: number }> {
  const { last } = await ownProgress(pairwise, run, pairwiseTruth(run.players), [0], evaluations, 1.25);
  return { error: last?.error ?? Infinity, evaluations: last?.evaluations ?? evaluations };
}

function relativeError(estimate: ShapleyEstimate | null, truth: readonly number[]): number {
  if (!estimate) return Infinity;
  return Math.hypot(...truth.map((value, player) => (estimate.values[0]?.[player] ?? 0) - value)) / Math.hypot(...truth);
}
