import { describe, expect, it } from 'vitest';

import type { ProbeProblem } from '../../../../src/core/noise/probe/probeProblem';
import { trainingSteps } from '../../../../src/core/noise/probe/trainingSteps';
import { RandomSource } from '../../../../src/core/statistics/randomSource';
import { normal, simulatedPairs } from './simulatedPairs';
import { outcomeOf, trained } from './trainProbe';

/** Area under the ROC curve of "wrong" by rising score. */
function areaUnderCurve(scores: ArrayLike<number>, isWrong: readonly boolean[]): number {
  const order = isWrong.map((_, index) => index).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  let [wrong, below] = [0, 0];
  for (const index of order) {
    if (isWrong[index]) wrong++;
    else below += wrong;
  }
  return below / (wrong * (isWrong.length - wrong));
}

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);

describe('a probe of the file itself', () => {
  const coefficients = [1, -0.7, 0.5, 0, 0.3];

  it('gives probabilities that are right as often as they say', () => {
    const problem = simulatedPairs({ pairs: 3000, coefficients, seed: 11 });
    const probe = trained(problem);
    expect(probe.calibrationError).toBeLessThan(0.04);
    expect(probe.logLoss).toBeLessThan(Math.LN2 - 0.1);
    // The best that can be known of these labels: how often the true coefficients order a pair as its label does.
    const isOrdered = (pair: number) => coefficients.reduce((total, value, index) => total + value * (problem.differences[pair * 5 + index] ?? 0), 0) > 0;
    const ceiling = Array.from({ length: 3000 }, (_, pair) => Number(isOrdered(pair)));
    expect(probe.accuracy.low).toBeLessThan(sum(ceiling) / 3000);
    expect(probe.accuracy.high).toBeGreaterThan(sum(ceiling) / 3000);
  });

  it('finds labels that were turned round', () => {
    const problem = simulatedPairs({ pairs: 2000, coefficients: [3, -2, 2], seed: 5, flipped: 0.2 });
    const probe = trained(problem);
    expect(areaUnderCurve(probe.outOfFold, problem.isFlipped)).toBeGreaterThan(0.85);
    const found = Array.from(probe.issues, (pair) => problem.isFlipped[pair] ?? false);
    expect(found.filter(Boolean).length / found.length).toBeGreaterThan(0.7);
    expect(Array.from(probe.issues, (pair) => probe.outOfFold[pair] ?? 0)).toEqual(Array.from(probe.issues, (pair) => probe.outOfFold[pair] ?? 0).sort((a, b) => a - b));
  });

  it('says of labels that nothing can be known about them', () => {
    const random = new RandomSource(8);
    const differences = Float32Array.from({ length: 1000 * 20 }, () => normal(random));
    const probe = trained({ differences, features: 20, groups: Uint32Array.from({ length: 1000 }, (_, pair) => pair) });
    expect(probe.accuracy.low).toBeLessThan(0.5);
    expect(probe.logLoss).toBeCloseTo(Math.LN2, 1);
    expect(probe.calibrationError).toBeLessThan(0.06);
  });

  it('gives the same bits for the same seed, and about the same for another', () => {
    const problem = simulatedPairs({ pairs: 600, coefficients, seed: 2, pairsPerPrompt: 3 });
    const options = { seed: 4, coefficients: true, control: 1 };
    expect(trained(problem, options)).toStrictEqual(trained(problem, options));
    const [one, other] = [trained(problem, options), trained(problem, { ...options, seed: 5 })];
    expect(other.outOfFold).not.toEqual(one.outOfFold);
    expect(Math.abs(one.accuracy.estimate - other.accuracy.estimate)).toBeLessThan(0.03);
  });

  it('never lowers its progress, and leaves the problem as it was', () => {
    const problem = simulatedPairs({ pairs: 300, coefficients, seed: 3 });
    const before = problem.differences.slice();
    const shares: number[] = [];
    for (const share of trainingSteps(problem, { seed: 1, coefficients: true })) shares.push(share);
    expect(shares.every((share, index) => share >= (shares[index - 1] ?? 0) && share <= 1)).toBe(true);
    expect(problem.differences).toEqual(before);
  });
});

describe('out of fold', () => {
  /** The same pairs with those of some groups turned round. */
  function turned(problem: ProbeProblem, isTurned: (group: number) => boolean): ProbeProblem {
    const differences = problem.differences.map((value, index) => (isTurned(problem.groups[Math.floor(index / problem.features)] ?? 0) ? -value : value));
    return { ...problem, differences };
  }

  it('no label has a part in what is said of its own prompt: turning all pairs of a prompt round turns their probabilities round, to the last bit', () => {
    const problem = simulatedPairs({ pairs: 400, coefficients: [1, 0.5, -0.5], seed: 9, pairsPerPrompt: 4 });
    const before = trained(problem);
    for (const group of [0, 7, 42]) {
      const after = trained(turned(problem, (other) => other === group));
      const pairs = Array.from(problem.groups.keys()).filter((pair) => problem.groups[pair] === group);
      expect(pairs.map((pair) => after.logits[pair])).toEqual(pairs.map((pair) => -(before.logits[pair] ?? 0)));
      expect(after.logits).not.toEqual(before.logits.map((logit, pair) => (pairs.includes(pair) ? -logit : logit)));
    }
  });

  it('a prompt that stands in the file many times teaches nothing about itself', () => {
    // Each prompt has an answer of its own that wins; a probe that saw one of its pairs would know the others.
    const random = new RandomSource(31);
    const [prompts, copies, features] = [60, 10, 40];
    const answers = Array.from({ length: prompts }, () => Array.from({ length: features }, () => normal(random)));
    const rows = answers.flatMap((answer) => Array.from({ length: copies }, () => answer.map((value) => value + 0.01 * normal(random))));
    const differences = Float32Array.from(rows.flat());
    const byPrompt = Uint32Array.from({ length: rows.length }, (_, pair) => Math.floor(pair / copies));
    const apart = Uint32Array.from({ length: rows.length }, (_, pair) => pair);
    expect(trained({ differences, features, groups: byPrompt }).accuracy.low).toBeLessThan(0.5);
    expect(trained({ differences, features, groups: apart }).accuracy.estimate).toBeGreaterThan(0.95);
  });
});

describe('pairs that are hard to learn from', () => {
  const all = (features: number, rows: readonly (readonly number[])[]): ProbeProblem => ({
    differences: Float32Array.from(rows.flat()),
    features,
    groups: Uint32Array.from(rows.keys()),
  });

  it('are learned from where labels can be told apart without error', () => {
    const random = new RandomSource(6);
    const rows = Array.from({ length: 200 }, () => [1 + random.unit(), normal(random)]);
    const probe = trained(all(2, rows), { seed: 1, coefficients: true });
    expect(probe.accuracy.estimate).toBe(1);
    expect(probe.accuracy.high).toBe(1);
    expect(probe.outOfFold.every((p) => p > 0.9 && p <= 1)).toBe(true);
    expect(probe.issues).toHaveLength(0);
    const [separating] = probe.coefficients ?? [];
    expect(separating?.low).toBeGreaterThan(0);
    expect(Number.isFinite(separating?.high)).toBe(true);
  });

  it('are learned from where there are more features than pairs', () => {
    const wide = simulatedPairs({ pairs: 60, coefficients: Array.from({ length: 300 }, (_, index) => (index === 0 ? 2 : 0)), seed: 12 });
    const probe = trained(wide, { seed: 1, coefficients: true });
    expect(probe.logLoss).toBeLessThan(0.8);
    expect(probe.coefficients?.every((one) => one !== null && Number.isFinite(one.high))).toBe(true);
  });

  it('have no coefficient for a feature that never differs', () => {
    const random = new RandomSource(13);
    const probe = trained(all(3, Array.from({ length: 120 }, () => [normal(random) + 0.5, 0, normal(random)])), { seed: 1, coefficients: true, control: 1 });
    expect(probe.coefficients?.map((one) => one === null)).toEqual([false, true, false]);
    expect(probe.controlledCoefficients?.map((one) => one === null)).toEqual([false, true, false]);
  });

  it('are not upset by one gross outlier', () => {
    const problem = simulatedPairs({ pairs: 800, coefficients: [1, 1], seed: 14 });
    const differences = problem.differences.slice();
    differences[0] = -1e9;
    expect(Math.abs(trained({ ...problem, differences }).accuracy.estimate - trained(problem).accuracy.estimate)).toBeLessThan(0.02);
  });

  it.each([
    ['too few pairs', 49, (pair: number) => pair, 'A probe needs 50 pairs to learn from, and there are 49.'],
    ['too few prompts', 500, (pair: number) => pair % 9, 'A probe needs 10 different prompts, and there are 9.'],
  ])('are refused with a reason: %s', (_name, pairs, group, reason) => {
    const problem = simulatedPairs({ pairs, coefficients: [1], seed: 1 });
    expect(outcomeOf({ ...problem, groups: Uint32Array.from({ length: pairs }, (_, pair) => group(pair)) })).toEqual({ kind: 'untrainable', reason });
  });

  it('are refused where no feature differs', () => {
    const outcome = outcomeOf({ differences: new Float32Array(300), features: 3, groups: Uint32Array.from({ length: 100 }, (_, pair) => pair) });
    expect(outcome).toEqual({ kind: 'untrainable', reason: 'Chosen and rejected do not differ in any feature, so there is nothing to learn from.' });
  });

  it('of weight 0 get a probability, and change nothing', () => {
    const problem = simulatedPairs({ pairs: 300, coefficients: [1, -1], seed: 15 });
    const weights = Float32Array.from({ length: 300 }, (_, pair) => (pair % 3 === 0 ? 0 : 1));
    const differences = problem.differences.map((value, index) => (Math.floor(index / 2) % 3 === 0 ? -value : value));
    const [one, other] = [trained({ ...problem, weights }), trained({ ...problem, differences, weights })];
    expect(other.accuracy).toEqual(one.accuracy);
    expect(other.logits.map((logit, pair) => (pair % 3 === 0 ? -logit : logit))).toEqual(one.logits);
    expect(Array.from(one.issues).every((pair) => pair % 3 !== 0)).toBe(true);
    expect(one.outOfFold.every((p) => p > 0 && p < 1)).toBe(true);
  });

  const good = simulatedPairs({ pairs: 100, coefficients: [1, 1], seed: 1 });
  it.each<[string, Partial<ProbeProblem>, Partial<{ folds: number; control: number }>, RegExp]>([
    ['groups of another length', { groups: new Uint32Array(99) }, {}, /99 pairs of 2 features are 198 differences, not 200/],
    ['no feature', { features: 0 }, {}, /one feature or more, not 0/],
    ['weights of another length', { weights: new Float32Array(3) }, {}, /100 pairs have 3 weights/],
    ['a negative weight', { weights: new Float32Array(100).fill(-1) }, {}, /finite number from 0/],
    ['a difference that is no number', { differences: Float32Array.from(good.differences, (value, index) => (index === 5 ? NaN : value)) }, {}, /feature 1 of pair 2 is not a finite number/],
    ['one fold', {}, { folds: 1 }, /3 to 20 folds, not 1/],
    ['a control that is not there', {}, { control: 2 }, /no feature 2/],
  ])('are a mistake of the caller: %s', (_name, problem, options, message) => {
    expect(() => outcomeOf({ ...good, ...problem }, { seed: 1, ...options })).toThrow(message);
    expect(() => outcomeOf({ ...good, ...problem }, { seed: 1, ...options })).toThrow(RangeError);
  });
});
