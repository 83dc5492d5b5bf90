import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';

import { emptyCoalition, fullCoalition } from '../../src/core/attribution/coalition';
import { CoalitionValues } from '../../src/core/attribution/coalitionValues';
import { createEstimator } from '../../src/core/attribution/createEstimator';
import { mostExactPlayers } from '../../src/core/attribution/exactShapley';
import type { BenchGame } from './benchGame';
import type { GameValues } from './gameValues';

/** Of no run that is judged. */
const truthSeed = 990;

export interface Truth {
  readonly values: readonly number[];
  /** Norm of its standard errors over the norm of the values; 0 where it is exact. */
  readonly error: number;
  readonly evaluations: number;
  readonly seconds: number;
}

/**
 * Exact from all coalitions where there are at most 16 players, else the mean over random orders forwards and backwards, which is unbiased and none
 * of the regressions that are judged. Minutes of work, so it is kept between runs, by all that it depends on.
 */
export async function keptTruth(values: GameValues, { ids, owners, completion, players }: BenchGame, most: number, minutes: number, cache: string, model: string): Promise<Truth> {
  const key = createHash('sha256').update(readFileSync(model)).update(JSON.stringify([ids, owners, completion, players > mostExactPlayers ? most : null]));
  const file = path.join(cache, `truth-${String(players)}-${key.digest('hex').slice(0, 16)}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Truth;
  const truth = await truthOf(values, players, most, minutes);
  writeFileSync(file, JSON.stringify(truth));
  return truth;
}

async function truthOf(values: GameValues, players: number, most: number, minutes: number): Promise<Truth> {
  const isExact = players <= mostExactPlayers;
  const estimator = createEstimator({ method: isExact ? 'exact' : 'permutation', players, seed: truthSeed });
  const [known, begin] = [new CoalitionValues(players, 1), performance.now()];
  const seconds = () => (performance.now() - begin) / 1000;
  await values.into(known, [emptyCoalition(players), fullCoalition(players)]);
  for (let wanted = estimator.next(1024); wanted.length > 0; wanted = estimator.next(1024)) {
    await values.into(known, wanted);
    if (!isExact && (known.evaluations >= most || seconds() > 60 * minutes)) break;
  }
  const estimate = estimator.estimate(known);
  if (!estimate) throw new Error('the truth is not known');
  const norm = (row: ArrayLike<number> = []) => Math.hypot(...Array.from(row));
  return { values: Array.from(estimate.values[0] ?? []), error: norm(estimate.standardErrors[0]) / norm(estimate.values[0]), evaluations: known.evaluations, seconds: seconds() };
}
