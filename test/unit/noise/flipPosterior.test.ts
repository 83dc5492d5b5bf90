import { describe, expect, it } from 'vitest';

import { directedLogOdds, flipPosterior } from '../../../src/core/noise/evidence/flipPosterior';
import { sigmoid } from '../../../src/core/scoring/logistic';

describe('probability that a label was flipped', () => {
  it('is the rate where the margin says nothing, and falls and rises with it', () => {
    expect(flipPosterior(0, 0.2)).toBeCloseTo(0.2, 12);
    expect(flipPosterior(60, 0.2)).toBeCloseTo(0, 12);
    expect(flipPosterior(-60, 0.2)).toBeCloseTo(1, 12);
  });

  it('is Bayes’ rule on the worked margin: 0.2·σ(−1.1) / (0.2·σ(−1.1) + 0.8·σ(1.1))', () => {
    expect(flipPosterior(1.1, 0.2)).toBeCloseTo(0.049948 / (0.049948 + 0.600208), 5);
  });

  it('flags nothing where no label is flipped', () => {
    for (const margin of [-50, -1, 0, 3]) expect(flipPosterior(margin, 0)).toBe(0);
  });

  it('averages to the rate over pairs that follow the model', () => {
    // A pair of margin m and its mirror: labels agree with probability (1 − ε)σ(m) + εσ(−m).
    const [rate, margin] = [0.3, 1.7];
    const sigma = 1 / (1 + Math.exp(-margin));
    const agrees = (1 - rate) * sigma + rate * (1 - sigma);
    expect(agrees * flipPosterior(margin, rate) + (1 - agrees) * flipPosterior(-margin, rate)).toBeCloseTo(rate, 12);
  });

  it('stays finite and ordered at margins of any size', () => {
    const margins = [-1e6, -800, -5, 0, 5, 800, 1e6];
    const posteriors = margins.map((margin) => flipPosterior(margin, 0.1));
    expect(posteriors.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect([...posteriors].sort((a, b) => b - a)).toEqual(posteriors);
  });

  it('suspects labels in the direction that flips favour, and trusts the others', () => {
    expect(sigmoid(directedLogOdds(0.5, 0.2, 0))).toBe(flipPosterior(0.5, 0.2));
    expect(sigmoid(directedLogOdds(0.5, 0.2, 0.2))).toBeGreaterThan(flipPosterior(0.5, 0.2));
    expect(sigmoid(directedLogOdds(0.5, 0.2, -0.2))).toBeLessThan(flipPosterior(0.5, 0.2));
    expect(Number.isFinite(directedLogOdds(-3, 0.2, -1))).toBe(true);
  });
});
