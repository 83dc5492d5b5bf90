import { describe, expect, it } from 'vitest';

import { filePreferences } from '../../../../src/core/noise/probe/filePreferences';
import { featureScales } from '../../../../src/core/noise/probe/featureScales';
import type { ProbeProblem } from '../../../../src/core/noise/probe/probeProblem';
import { RandomSource } from '../../../../src/core/statistics/randomSource';
import { normal, simulatedPairs } from './simulatedPairs';
import { trained } from './trainProbe';

const options = { seed: 1, coefficients: true, control: 0 };

describe('coefficients of a file', () => {
  it('come with intervals that hold the planted ones about as often as they say', () => {
    const planted = [0.8, -0.5, 0.2, 0];
    let [held, all] = [0, 0];
    for (let seed = 0; seed < 60; seed++) {
      const problem = simulatedPairs({ pairs: 500, coefficients: planted, seed, correlation: 0.4 });
      const { factors } = featureScales(problem);
      trained(problem, options).coefficients?.forEach((interval, feature) => {
        const truth = (planted[feature] ?? 0) / (factors[feature] ?? 1);
        all++;
        if (interval && interval.low <= truth && truth <= interval.high) held++;
      });
    }
    expect(all).toBe(240);
    // 95 % of 240 are 228; three standard errors of that are 10.
    expect(held).toBeGreaterThan(217);
    expect(held).toBeLessThan(239);
  });

  it('are no surer when every pair is there ten times', () => {
    const problem = simulatedPairs({ pairs: 300, coefficients: [0.7, 0], seed: 21 });
    const tenfold: ProbeProblem = {
      features: 2,
      differences: Float32Array.from(Array.from({ length: 10 }, () => Array.from(problem.differences)).flat()),
      groups: Uint32Array.from({ length: 3000 }, (_, pair) => pair % 300),
    };
    const width = (one: ProbeProblem) => {
      const [interval] = trained(one, options).coefficients ?? [];
      return (interval?.high ?? NaN) - (interval?.low ?? NaN);
    };
    expect(width(tenfold) / width(problem)).toBeGreaterThan(0.9);
    expect(width({ ...tenfold, groups: Uint32Array.from({ length: 3000 }, (_, pair) => pair) }) / width(problem)).toBeLessThan(0.4);
  });

  it('at equal length tell a feature that only goes with length from one that counts itself', () => {
    // "lists" goes with length and counts nothing; "care" counts and has nothing to do with length.
    const random = new RandomSource(40);
    const rows = Array.from({ length: 2000 }, () => {
      const length = normal(random);
      const care = normal(random);
      const row = [length, 0.8 * length + 0.6 * normal(random), care];
      return random.unit() < 1 / (1 + Math.exp(-(1.2 * length + 0.8 * care))) ? row : row.map((value) => -value);
    });
    const problem = { differences: Float32Array.from(rows.flat()), features: 3, groups: Uint32Array.from(rows.keys()) };
    const preferences = filePreferences(trained(problem, options), ['length', 'lists', 'care']);
    expect(preferences.map(({ feature }) => feature)).toEqual(['length', 'care', 'lists']);
    const lists = preferences.find(({ feature }) => feature === 'lists')!;
    expect(lists.alone.low).toBeGreaterThan(0.5);
    expect(lists.low).toBeLessThan(0);
    expect(lists.high).toBeGreaterThan(0);
    const length = preferences.find(({ feature }) => feature === 'length')!;
    expect(length).toMatchObject(length.alone);
    expect(length.meanDifference).toBeGreaterThan(0);
  });

  it('turn their signs, and nothing else, when all pairs are turned round', () => {
    const problem = simulatedPairs({ pairs: 400, coefficients: [1, -0.4], seed: 22 });
    const turned = { ...problem, differences: problem.differences.map((value) => -value) };
    const [one, other] = [trained(problem, options), trained(turned, options)];
    expect(other.coefficients).toEqual(one.coefficients?.map((interval) => interval && { estimate: -interval.estimate, low: -interval.high, high: -interval.low }));
  });

  it('are left out of what was not asked for them', () => {
    expect(filePreferences(trained(simulatedPairs({ pairs: 100, coefficients: [1], seed: 1 })), ['length'])).toEqual([]);
  });
});
