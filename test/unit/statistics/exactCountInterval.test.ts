import { describe, expect, it } from 'vitest';

import { exactCountInterval } from '../../../src/core/statistics/exactCountInterval';
import { probabilityOfAtLeast, probabilityOfAtMost } from '../../../src/core/statistics/hypergeometric';

/** scipy 1.17.1: hypergeom.cdf(k, N, M, n) and hypergeom.sf(k − 1, N, M, n). */
const tails = [
  { population: 50, marked: 10, drawn: 7, found: 2, atMost: 0.867379891154174, atLeast: 0.429066400759278 },
  { population: 1000, marked: 120, drawn: 60, found: 3, atMost: 0.0547732712845728, atLeast: 0.982875253958161 },
  { population: 1000, marked: 120, drawn: 60, found: 12, atMost: 0.979661958554048, atLeast: 0.0455628689230583 },
  { population: 1_000_000, marked: 110_000, drawn: 400, found: 30, atMost: 0.0123004071164227, atLeast: 0.992371526428997 },
  { population: 1_000_000, marked: 110_000, drawn: 400, found: 70, atMost: 0.999961853387965, atLeast: 6.77917424855405e-5 },
  { population: 20, marked: 20, drawn: 5, found: 5, atMost: 1, atLeast: 1 },
  { population: 20, marked: 18, drawn: 5, found: 3, atMost: 0.0526315789473684, atLeast: 1 },
];

describe('the hypergeometric distribution', () => {
  it.each(tails)('has the tails that scipy has: $found of $drawn, $marked of $population', ({ found, atMost, atLeast, ...draw }) => {
    expect(probabilityOfAtMost(found, draw)).toBeCloseTo(atMost, 9);
    expect(probabilityOfAtLeast(found, draw) / atLeast).toBeCloseTo(1, 9);
  });

  it('adds up to 1', () => {
    for (const marked of [0, 1, 37, 99, 100]) for (const found of [1, 5, 20]) {
      const draw = { population: 100, marked, drawn: 20 };
      expect(probabilityOfAtMost(found - 1, draw) + probabilityOfAtLeast(found, draw)).toBeCloseTo(1, 12);
    }
  });
});

describe('the exact interval of a count', () => {
  /** By going through all counts with scipy's tails. */
  it.each([
    [3, 17, 1000, 39, 432],
    [7, 60, 1000, 50, 222],
    [0, 60, 1000, 0, 57],
    [60, 60, 1000, 943, 1000],
    [7, 60, 60, 7, 7],
    [7, 60, 61, 7, 8],
    [0, 1, 2, 0, 1],
    [12, 100, 5000, 321, 997],
    [52, 104, 20000, 8012, 11988],
    [1, 3, 10, 1, 8],
  ])('is that of an exhaustive search: %i of %i drawn from %i', (found, drawn, population, low, high) => {
    expect(exactCountInterval(found, drawn, population)).toEqual({ low, high });
  });

  /** scipy 1.17.1: beta.ppf. */
  it.each([
    [3, 17, 0.037985068071, 0.434317872844],
    [7, 60, 0.048214841871, 0.225716153146],
    [0, 60, 0, 0.059629492286],
    [12, 100, 0.063568902561, 0.200235683620],
    [52, 104, 0.400338925401, 0.599661074599],
  ])('comes to that of Clopper and Pearson where the file is large: %i of %i', (found, drawn, low, high) => {
    const population = 50_000_000;
    const interval = exactCountInterval(found, drawn, population);
    expect(interval.low / population).toBeCloseTo(low, 5);
    expect(interval.high / population).toBeCloseTo(high, 5);
  });

  it('holds the truth in at least 95 % of all samples, whatever the truth is', () => {
    const [population, drawn] = [120, 25];
    for (let marked = 0; marked <= population; marked += 6) {
      let covered = 0;
      for (let found = 0; found <= drawn; found++) {
        const probability = probabilityOfAtMost(found, { population, marked, drawn }) - (found === 0 ? 0 : probabilityOfAtMost(found - 1, { population, marked, drawn }));
        if (probability < 1e-12) continue;
        const { low, high } = exactCountInterval(found, drawn, population);
        if (low <= marked && marked <= high) covered += probability;
      }
      expect(covered).toBeGreaterThanOrEqual(0.95 - 1e-9);
    }
  });
});
