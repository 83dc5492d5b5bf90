import { describe, expect, it } from 'vitest';

import { collectWritten, withTexts } from '../../../src/app/compare/collectScoreSet';
import { inTurns } from '../../../src/app/lint/inTurns';
import { comparedColumns } from '../../../src/core/compare/comparedColumns';
import { compareScoreSets } from '../../../src/core/compare/comparison';
import { matchings, matchPairs } from '../../../src/core/compare/matchPairs';
import { comparableFigure, type ScoreSet } from '../../../src/core/compare/scoreSet';
import { ScoreSetBuilder } from '../../../src/core/compare/scoreSetBuilder';
import { CancelledError } from '../../../src/core/errors';
import type { Steps } from '../../../src/core/noise/steps';
import { RandomSource } from '../../../src/core/statistics/randomSource';
import { inOneGo } from '../noise/inOneGo';

const pairs = 100_000;
/** No step may take more pairs than that: on a machine of today it is some milliseconds of work. */
const pairsInStep = 1 << 14;

function scores(seed: number, margin: (random: RandomSource) => number): ScoreSet {
  const random = new RandomSource(seed);
  const builder = new ScoreSetBuilder();
  for (let row = 0; row < pairs; row++) {
    const figure = margin(random);
    builder.add({ row, line: row + 1, pair: 0 }, { rewardMargin: figure, likelihoodMargin: figure }, { low: Math.imul(row, 0x9e3779b1) >>> 0, high: row, isTurned: row % 10 === seed });
  }
  return builder.build();
}

function turnsOf(steps: Steps<unknown>): number {
  let turns = 0;
  while (steps.next().done !== true) turns++;
  return turns;
}

const [first, second] = [scores(1, (random) => random.unit() - 0.4), scores(2, (random) => random.unit() - 0.4)];
const passes = Math.floor(pairs / pairsInStep);

describe('a comparison of many pairs', () => {
  it.each(matchings)('gives the thread back while pairs are matched by %s', (matching) => {
    // Two passes at least: over the one set and over the other.
    expect(turnsOf(matchPairs(first, second, matching))).toBeGreaterThanOrEqual(2 * passes);
  });

  it('gives the thread back for every column that it sets side by side', () => {
    const match = inOneGo(matchPairs)(first, second, 'place');
    expect(turnsOf(comparedColumns(first, second, match, 'rewardMargin'))).toBeGreaterThanOrEqual(9 * passes);
  });

  it('gives the thread back where no pair has a reward, and where all margins are equal', () => {
    const without = { ...first, rewardMargin: new Float64Array(pairs).fill(NaN) };
    expect(turnsOf(comparableFigure(without, second))).toBeGreaterThanOrEqual(passes);
    const [level, other] = [scores(1, () => 1), scores(2, () => 1)];
    expect(turnsOf(compareScoreSets(level, other, 'place'))).toBeGreaterThanOrEqual(20 * passes);
  });

  it('gives the thread back while written scores get their texts', async () => {
    const { set } = await collectWritten((async function* () {})());
    expect(turnsOf(withTexts(set, first))).toBeGreaterThanOrEqual(2 * passes);
  });

  it('stops between two steps when it is cancelled', async () => {
    const abortion = new AbortController();
    let turns = 0;
    const turn = (): Promise<void> => {
      turns++;
      if (turns === 25) abortion.abort();
      return Promise.resolve();
    };
    await expect(inTurns(compareScoreSets(first, second, 'content'), { turn, signal: abortion.signal })).rejects.toThrow(CancelledError);
    expect(turns).toBe(25);
  });
});
