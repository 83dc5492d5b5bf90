import { describe, expect, it } from 'vitest';

import { calibrationSlope, expectedCalibrationError } from '../../../../src/core/noise/probe/calibration';
import { RandomSource } from '../../../../src/core/statistics/randomSource';
import { normal } from './simulatedPairs';

const ones = (count: number) => new Float64Array(count).fill(1);

/** Log-odds of labels that are right as often as σ(truth·logit) says. */
function logitsOf(count: number, truth: number, seed: number): Float64Array {
  const random = new RandomSource(seed);
  return Float64Array.from({ length: count }, () => {
    const logit = 2 * normal(random);
    return random.unit() < 1 / (1 + Math.exp(-truth * logit)) ? logit : -logit;
  });
}

describe('the slope of calibration', () => {
  it.each([0.3, 1, 2])('finds that log-odds must be multiplied by %f', (truth) => {
    expect(calibrationSlope(logitsOf(20_000, truth, 3), ones(20_000)) / truth).toBeCloseTo(1, 1);
  });

  it('is 0 where log-odds tell the opposite, 1 where there is nothing to go by, and moderate where few pairs are all right', () => {
    expect(calibrationSlope(logitsOf(1000, -1, 4), ones(1000))).toBe(0);
    expect(calibrationSlope(new Float64Array(100), ones(100))).toBeCloseTo(1, 5);
    expect(calibrationSlope(new Float64Array(), ones(0))).toBeCloseTo(1, 5);
    expect(calibrationSlope(Float64Array.of(2, 3, 1, 2), ones(4))).toBeLessThan(2);
  });

  it('counts weights as so many pairs', () => {
    const logits = Float64Array.of(1, -2, 3, 0.5);
    expect(calibrationSlope(logits, [3, 1, 0, 2])).toBeCloseTo(calibrationSlope(Float64Array.of(1, 1, 1, -2, 0.5, 0.5), ones(6)), 5);
  });
});

describe('the expected calibration error', () => {
  it('is the gap between what is said and what is so', () => {
    // Ten pairs said to be right at 90 %, six of which are; ties count half at 50 %.
    const said = Float64Array.from([0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.1, 0.1, 0.1, 0.1]);
    expect(expectedCalibrationError(said, ones(10))).toBeCloseTo(0.3, 12);
    expect(expectedCalibrationError(Float64Array.of(0.5, 0.5), ones(2))).toBe(0);
    expect(expectedCalibrationError(Float64Array.of(1, 1, 0), [1, 1, 0])).toBe(0);
    expect(expectedCalibrationError(new Float64Array(), [])).toBe(0);
  });
});
