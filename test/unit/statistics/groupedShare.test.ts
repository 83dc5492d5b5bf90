import { describe, expect, it } from 'vitest';

import { groupedShare, wilson } from '../../../src/core/statistics/groupedShare';

const range = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('the interval of a share', () => {
  // statsmodels 0.15: proportion_confint(count, nobs, method='wilson').
  it.each([
    [8, 10, 0.49016247153664183, 0.9433178485456247],
    [0, 20, 0, 0.1611251580528194],
    [50, 50, 0.9286524008666412, 1],
  ])('of %i in %i is Wilson’s', (count, of, low, high) => {
    const interval = wilson(count / of, of);
    expect(interval.low).toBeCloseTo(low, 8);
    expect(interval.high).toBeCloseTo(high, 8);
  });

  it('of members that stand alone is Wilson’s, up to the last group', () => {
    const outcomes = range(400).map((index) => Number(index % 4 !== 0));
    const grouped = groupedShare(outcomes, outcomes.map(() => 1), range(400));
    const plain = wilson(0.75, 399);
    expect(grouped?.low).toBeCloseTo(plain.low, 8);
    expect(grouped?.high).toBeCloseTo(plain.high, 8);
  });

  it('of members that are copies is that of the originals', () => {
    const outcomes = range(100).map((index) => Number(index % 3 === 0));
    const copies = range(1000);
    const grouped = groupedShare(copies.map((index) => outcomes[index % 100] ?? 0), copies.map(() => 1), copies.map((index) => index % 100));
    const originals = groupedShare(outcomes, outcomes.map(() => 1), range(100));
    expect(grouped?.low).toBeCloseTo(originals?.low ?? NaN, 12);
    expect(grouped?.high).toBeCloseTo(originals?.high ?? NaN, 12);
  });

  it('leaves out what has no weight, and is unknown where nothing has any', () => {
    expect(groupedShare([1, 0, 1], [1, 1, 0], [0, 1, 2])).toEqual(groupedShare([1, 0], [1, 1], [0, 1]));
    expect(groupedShare([1, 0], [0, 0], [0, 1])).toBeNull();
    expect(groupedShare([], [], [])).toBeNull();
  });

  it('of a share of 1 goes by the number of groups', () => {
    expect(groupedShare(range(60).map(() => 1), range(60).map(() => 1), range(60).map((index) => index % 30))).toEqual(wilson(1, 30));
  });
});
