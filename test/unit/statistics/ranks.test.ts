import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { roundEdges } from '../../../src/core/statistics/roundEdges';
import { sortedOrder } from '../../../src/core/statistics/sortedOrder';
import { spearman } from '../../../src/core/statistics/spearman';
import { inOneGo } from '../noise/inOneGo';

describe('the order of values', () => {
  it('is that of a comparison, equal values by place, unknown ones left out', () => {
    const values = fc.array(fc.oneof(fc.float(), fc.constantFrom(0, -0, 1, NaN, Infinity, -Infinity, 1e-40)), { maxLength: 200 });
    fc.assert(
      fc.property(values, (given) => {
        const column = Float32Array.from(given);
        const expected = Array.from(column.keys()).filter((at) => !Number.isNaN(column[at])).sort((a, b) => (column[a]! < column[b]! ? -1 : column[a]! > column[b]! ? 1 : a - b));
        expect(Array.from(inOneGo(sortedOrder)(column))).toEqual(expected);
      }),
    );
  });

  it('gives the thread back while it sorts', () => {
    const steps = sortedOrder(Float32Array.from({ length: 200_000 }, (_, at) => (at * 7919) % 200_003));
    let turns = 0;
    while (steps.next().done !== true) turns++;
    expect(turns).toBeGreaterThan(30);
  });
});

describe('Spearman’s rank correlation', () => {
  // pandas.Series.rank and numpy.corrcoef; the interval by numpy from the formula of Bonett and Wright.
  const x = Float32Array.of(2.0, -2.6, 0.4, -0.6, -0.5, -0.2, -2.0, -0.2, -0.9, 3.3, 0.2, -0.4);
  const y = Float32Array.of(0.7, -2.0, -0.9, -0.7, 0.2, -0.3, -0.0, -0.3, -0.4, 3.2, 0.6, -0.7);

  it('is what pandas says, ties at their mean rank, with its interval', () => {
    const found = inOneGo(spearman)(x, y);
    expect(found?.estimate).toBeCloseTo(0.5448163071165579, 12);
    expect(found?.low).toBeCloseTo(-0.08891029122531395, 12);
    expect(found?.high).toBeCloseTo(0.864554721114745, 12);
  });

  it('takes no notice of places where a value is unknown', () => {
    const [more, others] = [Float32Array.of(...x, NaN, 5), Float32Array.of(...y, 1, NaN)];
    expect(inOneGo(spearman)(more, others)).toEqual(inOneGo(spearman)(x, y));
  });

  it('is 1 and −1 for values in the same and in the opposite order, whatever their size', () => {
    const rising = Float32Array.of(1, 2, 3, 4, 5, 1e9);
    expect(inOneGo(spearman)(rising, rising.map(Math.cbrt))).toEqual({ estimate: 1, low: 1, high: 1 });
    expect(inOneGo(spearman)(rising, rising.map((value) => -value))).toEqual({ estimate: -1, low: -1, high: -1 });
  });

  it('is unknown for three places, and where a value does not vary', () => {
    expect(inOneGo(spearman)(x.subarray(0, 3), y.subarray(0, 3))).toBeNull();
    expect(inOneGo(spearman)(x, y.map(() => 2))).toBeNull();
  });
});

describe('edges on round numbers', () => {
  it('hold all values, rise by equal steps, and have 0 among them where it lies inside', () => {
    const range = fc.tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: -1e6, max: 1e6, noNaN: true }));
    fc.assert(
      fc.property(range, fc.integer({ min: 2, max: 60 }), ([a, b], bins) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        fc.pre(high === low || high - low > 1e-6);
        const edges = roundEdges(low, high, bins);
        expect(edges[0]).toBeLessThanOrEqual(low);
        expect(edges.at(-1)).toBeGreaterThan(high);
        expect(edges.length).toBeLessThanOrEqual(bins + 4);
        if (low < 0 && high > 0) expect(edges).toContain(0);
      }),
    );
  });

  it('are what people would write', () => {
    expect(roundEdges(-0.93, 1.2, 10)).toEqual([-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1, 1.25]);
    expect(roundEdges(3, 3, 4)).toEqual([3, 4]);
  });
});
