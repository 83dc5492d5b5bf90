import { describe, expect, it } from 'vitest';

import { noiseRate as noiseRateSteps } from '../../../src/core/noise/rate/noiseRate';
import { RandomSource } from '../../../src/core/statistics/randomSource';
import { inOneGo } from './inOneGo';

const noiseRate = inOneGo(noiseRateSteps);

/** Scores of pairs whose true margins are normal around `mean`, with labels flipped at `rate`. */
function flippedScores(seed: number, pairs: number, mean: number, rate: number): Float64Array {
  const random = new RandomSource(seed);
  return Float64Array.from({ length: pairs }, () => {
    const margin = mean + Math.sqrt(-2 * Math.log(1 - random.unit())) * Math.cos(2 * Math.PI * random.unit());
    return random.unit() < rate ? -margin : margin;
  });
}

const separate = (pairs: number) => Uint32Array.from({ length: pairs }, (_, index) => index);

describe('rate of flipped labels', () => {
  it.each([0.05, 0.1, 0.2, 0.3])('recovers %d from scores that are mostly sure', (rate) => {
    const { interval, identified } = noiseRate(flippedScores(11, 2000, 2.5, rate), separate(2000));
    expect(identified).toBe(true);
    expect(interval!.estimate).toBeGreaterThan(rate - 0.05);
    expect(interval!.estimate).toBeLessThan(rate + 0.05);
  });

  it('gives intervals that hold the true rate as often as they say', () => {
    let [inside, runs] = [0, 0];
    for (let seed = 1; seed <= 12; seed++) {
      for (const [mean, rate] of [[2, 0.1], [1.5, 0.2], [3, 0.3]] as const) {
        const { interval } = noiseRate(flippedScores(seed * 100 + mean, 600, mean, rate), separate(600));
        runs++;
        if (interval && interval.low <= rate && rate <= interval.high) inside++;
      }
    }
    // Of 36 runs at a coverage of 95 %, fewer than 30 would come about once in 2,000 times.
    expect(inside).toBeGreaterThanOrEqual(30);
    expect(runs).toBe(36);
  });

  it('says nothing where labels have nothing to do with the scores', () => {
    expect(noiseRate(flippedScores(5, 1000, 0, 0), separate(1000))).toMatchObject({ interval: null, identified: false, fit: null });
  });

  it('says nothing of a handful of pairs, and of none', () => {
    expect(noiseRate(flippedScores(5, 20, 3, 0), separate(20)).interval).toBeNull();
    expect(noiseRate(new Float64Array(0), separate(0)).interval).toBeNull();
    expect(noiseRate(new Float64Array(500).fill(NaN), separate(500)).interval).toBeNull();
  });

  it('names no lower end for a weak score, since clean labels could look the same', () => {
    const { interval, identified } = noiseRate(flippedScores(3, 1000, 0.2, 0), separate(1000));
    expect(identified).toBe(false);
    expect(interval!.low).toBe(0);
    expect(interval!.high).toBeGreaterThanOrEqual(0.2);
  });

  it('widens where pairs of one prompt go together', () => {
    const once = flippedScores(21, 400, 4, 0.2);
    const fourTimes = Float64Array.from({ length: 1600 }, (_, index) => once[index >> 2]!);
    const grouped = noiseRate(fourTimes, Uint32Array.from({ length: 1600 }, (_, index) => index >> 2)).interval!;
    const taken = noiseRate(fourTimes, separate(1600)).interval!;
    // The low end is bounded by what a vague score could do, whatever the number of pairs; the high end by the pairs alone.
    expect(grouped.high - 0.2).toBeGreaterThan(1.5 * (taken.high - 0.2));
  });

  it('does not depend on the unit of the score or on the order of the pairs', () => {
    const scores = flippedScores(9, 500, 2, 0.2);
    const expected = noiseRate(scores, separate(500)).interval!;
    const other = noiseRate(scores.map((score) => score * 1024).reverse(), separate(500)).interval!;
    expect(other).toEqual(expected);
  });
});
