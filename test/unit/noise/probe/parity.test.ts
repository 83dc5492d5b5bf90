import { readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { confidentLabels } from '../../../../src/core/noise/probe/confidentLearning';
import { fitLogistic } from '../../../../src/core/noise/probe/fitLogistic';
import { LogisticRows } from '../../../../src/core/noise/probe/logisticRows';
import { coefficientIntervals } from '../../../../src/core/noise/probe/sandwich';
import { studentQuantile } from '../../../../src/core/statistics/studentQuantile';

interface Golden {
  readonly labelIssues: readonly {
    readonly name: string;
    readonly probabilities: readonly number[];
    readonly thresholds: readonly number[];
    readonly issues: readonly number[];
    readonly joint: readonly (readonly number[])[];
    readonly selfConfidence: readonly number[];
    readonly normalizedMargin: readonly number[];
  }[];
  readonly fits: readonly {
    readonly differences: readonly number[];
    readonly features: number;
    readonly groups: readonly number[];
    readonly penalty: number;
    readonly coefficients: readonly number[];
    readonly unpenalisedCoefficients: readonly number[];
    readonly groupedStandardErrors: readonly number[];
  }[];
}

/** Made by tools/parity/probe_figures.py. */
const golden = JSON.parse(readFileSync(path.resolve('test/fixtures/parity/probe.json'), 'utf8')) as Golden;

describe('label issues', () => {
  it.each(golden.labelIssues)('are those of cleanlab: $name', ({ probabilities, thresholds, issues, joint, selfConfidence, normalizedMargin }) => {
    const labels = confidentLabels(Float64Array.from(probabilities));
    for (const threshold of thresholds) expect(labels.threshold).toBeCloseTo(threshold, 12);
    expect(Array.from(labels.issues)).toEqual(issues);
    // cleanlab rounds its joint to whole pairs.
    expect(Math.abs(labels.noiseRate * probabilities.length - (joint[1]?.[0] ?? NaN))).toBeLessThanOrEqual(1);
    // What cleanlab ranks by is the probability itself.
    for (const scores of [selfConfidence, normalizedMargin]) scores.forEach((score, pair) => expect(score).toBeCloseTo(probabilities[pair] ?? NaN, 12));
  });

  it('of no pairs are none', () => {
    expect(confidentLabels(new Float64Array())).toMatchObject({ issues: new Uint32Array(), noiseRate: 0 });
  });
});

describe('a penalised fit', () => {
  const rowsOf = ({ differences, features }: Golden['fits'][number]) => new LogisticRows(Float32Array.from(differences), features, new Float32Array(differences.length / features).fill(1));

  function fitted(rows: LogisticRows, penalty: number, gram = rows.gram({ start: 0, end: rows.count })): Float64Array {
    const steps = fitLogistic({ rows, blocks: [{ start: 0, end: rows.count }], penalty, gram, start: new Float64Array(rows.features) });
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  }

  it.each(golden.fits)('is that of scikit-learn at λ = $penalty', (fit) => {
    fitted(rowsOf(fit), fit.penalty).forEach((value, feature) => expect(value).toBeCloseTo(fit.coefficients[feature] ?? NaN, 4));
  });

  it.each(golden.fits)('without penalty has the coefficients and the errors over groups of statsmodels', (fit) => {
    const rows = rowsOf(fit);
    const coefficients = fitted(rows, 1e-9);
    const intervals = coefficientIntervals(rows, { start: 0, end: rows.count }, fit.groups, coefficients, 1e-9);
    const quantile = studentQuantile(new Set(fit.groups).size - 1);
    intervals.forEach((interval, feature) => {
      expect(interval?.estimate).toBeCloseTo(fit.unpenalisedCoefficients[feature] ?? NaN, 3);
      const error = ((interval?.high ?? NaN) - (interval?.low ?? NaN)) / 2 / quantile;
      // The larger of the sandwich and the inverse Hessian counts.
      expect(error).toBeGreaterThanOrEqual((fit.groupedStandardErrors[feature] ?? NaN) * 0.999);
    });
    expect(intervals.some((interval, feature) => Math.abs((interval!.high - interval!.low) / 2 / quantile / (fit.groupedStandardErrors[feature] ?? NaN) - 1) < 1e-3)).toBe(true);
  });

  it('does not depend on how good its preconditioner is', () => {
    const [fit] = golden.fits;
    const rows = rowsOf(fit!);
    const rough = new Float64Array(rows.features ** 2).map((_, index) => (index % (rows.features + 1) === 0 ? 10 : 0));
    const [fine, other] = [fitted(rows, 1), fitted(rows, 1, rough)];
    fine.forEach((value, feature) => expect(other[feature]).toBeCloseTo(value, 4));
  });
});
