import { describe, expect, it } from 'vitest';

import { RandomSource } from '../../../src/core/statistics/randomSource';
import { stateDifference } from '../../../src/engine/measure/pooledStates';
import { StateProjection } from '../../../src/engine/measure/stateProjection';

const random = new RandomSource(1);
const vector = (size: number) => Float64Array.from({ length: size }, () => random.unit() - 0.5);
const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a).reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

describe('the projection of states', () => {
  it('leaves up to 256 axes as they are', () => {
    const short = vector(256);
    expect(new StateProjection(256).apply(short)).toEqual(Float32Array.from(short));
  });

  it.each([257, 1024, 4096])('keeps lengths and angles of %i axes within what 256 signs allow', (size) => {
    const projection = new StateProjection(size);
    const errors = Array.from({ length: 40 }, () => {
      const [a, b] = [vector(size), vector(size)];
      const [x, y] = [projection.apply(a), projection.apply(b)];
      expect(x).toHaveLength(256);
      expect(dot(x, x) / dot(a, a)).toBeGreaterThan(0.6);
      expect(dot(x, x) / dot(a, a)).toBeLessThan(1.4);
      return (dot(x, y) - dot(a, b)) / Math.sqrt(dot(a, a) * dot(b, b));
    });
    // The standard error of an angle is 1/√256.
    expect(Math.sqrt(dot(errors, errors) / 40)).toBeLessThan(0.09);
    expect(Math.abs(errors.reduce((sum, error) => sum + error, 0) / 40)).toBeLessThan(0.04);
  });

  it('has fixed signs, as stored vectors are compared with new ones', () => {
    const ones = new StateProjection(300).apply(new Float64Array(300).fill(1));
    expect(Array.from(ones.subarray(0, 8), (value) => Math.round(value * 16))).toEqual([-32, -12, -2, -8, 8, 8, -26, 30]);
    expect(new StateProjection(300).apply(new Float64Array(300))).toEqual(new Float32Array(256));
  });
});

describe('the difference of pooled states', () => {
  const sequence = (promptLength: number, realEnd: number) => ({ ids: Array.from({ length: 6 }, (_, id) => id), promptLength, truncated: false, realEnd, boundaryMoved: false, tokens: [] });
  const states = (values: readonly number[]) => ({ values: Float32Array.from(values), size: 2, firstPosition: 2 });

  it('counts the response’s own tokens alone', () => {
    const chosen = { sequence: sequence(3, 5), states: states([9, 9, 1, 2, 3, 4, 9, 9]) };
    const rejected = { sequence: sequence(3, 4), states: states([9, 9, 1, 1, 9, 9]) };
    expect(stateDifference(chosen, rejected)).toEqual(Float32Array.of(1, 2));
  });

  it.each([
    ['the model exposes no states', { sequence: sequence(3, 5), states: null }],
    ['the response has no token of its own', { sequence: sequence(3, 3), states: states([1, 1, 1, 1]) }],
    ['a state is no number', { sequence: sequence(3, 4), states: states([0, 0, NaN, 1]) }],
    ['a state is beyond what can be stored', { sequence: sequence(3, 4), states: states([0, 0, Infinity, 1]) }],
  ])('is unknown where %s', (_name, chosen) => {
    expect(stateDifference(chosen, { sequence: sequence(3, 4), states: states([9, 9, 1, 1]) })).toBeNull();
  });
});
