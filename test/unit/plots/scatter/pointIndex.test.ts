import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { PointIndex } from '../../../../webview/plots/scatter/pointIndex';
import { nearestPoint, nearestToMiddle, pointsInside } from '../../../../webview/plots/scatter/searchPoints';
import { panned, wholeView, zoomed } from '../../../../webview/plots/scatter/view';

const coordinate = fc.oneof({ weight: 8, arbitrary: fc.float({ min: -100, max: 100, noNaN: true }) }, { weight: 1, arbitrary: fc.constant(NaN) }, { weight: 1, arbitrary: fc.constant(Infinity) });
const points = fc.array(fc.tuple(coordinate, coordinate, fc.nat(2)), { maxLength: 400 }).map((all) => ({ length: all.length, x: Float32Array.from(all, ([x]) => x), y: Float32Array.from(all, ([, y]) => y), category: Uint8Array.from(all, ([, , kind]) => kind) }));
const isHidden = [false, true, false];
const axis = { label: '', lines: [0], extent: null };

describe('the index of a scatter', () => {
  it('holds every point with two finite coordinates once, and finds those in any box as a look at each does', () => {
    fc.assert(
      fc.property(points, fc.tuple(coordinate, coordinate, coordinate, coordinate), (given, [a, b, c, d]) => {
        const index = new PointIndex(given);
        const finite = [...given.x.keys()].filter((at) => Number.isFinite(given.x[at]! + given.y[at]!));
        expect([...index.order].sort((left, right) => left - right)).toEqual(finite);
        const box = { x0: Math.min(a, b), x1: Math.max(a, b), y0: Math.min(c, d), y1: Math.max(c, d) };
        if (!Number.isFinite(a + b + c + d)) return;
        const inside = finite.filter((at) => given.x[at]! >= box.x0 && given.x[at]! <= box.x1 && given.y[at]! >= box.y0 && given.y[at]! <= box.y1 && !isHidden[given.category[at]!]);
        expect([...pointsInside(index, box, isHidden)]).toEqual(inside);
      }),
      { numRuns: 300, seed: 8 },
    );
  });

  it('picks the nearest shown point within reach, and none beyond', () => {
    fc.assert(
      fc.property(points, fc.float({ min: -100, max: 100, noNaN: true }), fc.float({ min: -100, max: 100, noNaN: true }), (given, x, y) => {
        const index = new PointIndex(given);
        const distance = (at: number): number => ((given.x[at]! - x) / 20) ** 2 + ((given.y[at]! - y) / 10) ** 2;
        const shown = [...index.order].filter((at) => !isHidden[given.category[at]!] && distance(at) <= 1);
        const place = nearestPoint(index, { x, y }, 20, 10, isHidden);
        if (place === null) expect(shown).toEqual([]);
        else expect(distance(index.order[place]!)).toBe(Math.min(...shown.map(distance)));
      }),
      { numRuns: 300, seed: 8 },
    );
  });

  it('tells points from the middle on', () => {
    const x = Float32Array.from([0, 9, 5, 6, 1]);
    const index = new PointIndex({ length: 5, x, y: new Float32Array(5).fill(5), category: null });
    const order = nearestToMiddle(index, { x0: 0, x1: 10, y0: 0, y1: 10 }, [false], 3).map((place) => index.order[place]);
    expect(order.slice(0, 2)).toEqual([2, 3]);
    expect(order.length).toBe(3);
  });
});

describe('the view', () => {
  it('shows all of few points, and leaves a few extremes of many outside', () => {
    const few = new PointIndex({ length: 3, x: Float32Array.from([-1, 2, 1000]), y: Float32Array.from([1, 2, 3]), category: null });
    expect(wholeView(few, axis, axis, false).x1).toBeGreaterThan(1000);
    const x = Float32Array.from({ length: 10_000 }, (_, at) => (at === 0 ? 1e6 : Math.sin(at)));
    const many = wholeView(new PointIndex({ length: 10_000, x, y: x, category: null }), axis, axis, true);
    expect(many.x1).toBeLessThan(2);
    expect([many.x0, many.x1]).toEqual([many.y0, many.y1]);
  });

  it('stays where it was after a move and its contrary, and zooms around a fixed place within bounds', () => {
    const whole = { x0: 0, x1: 10, y0: 0, y1: 20 };
    expect(panned(panned(whole, 0.5, 0.25), -0.5, -0.25)).toEqual(whole);
    const near = zoomed(whole, whole, 2, 0.25, 0.5);
    expect(near).toEqual({ x0: 1.25, x1: 6.25, y0: 5, y1: 15 });
    const deepest = zoomed(whole, whole, 1e12, 0.5, 0.5);
    expect(deepest.x1 - deepest.x0).toBeCloseTo(1e-4, 9);
    const widest = zoomed(whole, whole, 1e-12, 0.5, 0.5);
    expect(widest.x1 - widest.x0).toBeCloseTo(80, 9);
  });
});
