import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { flippedPairs, rankChanges } from '../../../src/core/compare/changedPairs';
import type { ComparedColumns } from '../../../src/core/compare/comparedColumns';
import { comparisonFigures } from '../../../src/core/compare/comparisonFigures';
import { kendall } from '../../../src/core/statistics/kendall';
import { signTest } from '../../../src/core/statistics/signTest';
import { kappaWithInterval, pairedShareChange } from '../../../src/core/statistics/twoByTwo';
import { inRepository } from '../../harness/repositoryRoot';
import { inOneGo } from '../noise/inOneGo';

interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}
interface Golden {
  readonly cases: readonly { readonly name: string; readonly first: readonly number[]; readonly second: readonly number[]; readonly pearson: Interval; readonly spearman: Interval; readonly kendall: Interval; readonly kappa: Interval | null; readonly mcnemar: number; readonly meanChange: Interval }[];
  readonly signs: readonly { readonly first: number; readonly second: number; readonly pValue: number }[];
}
/** From SciPy and statsmodels by tools/parity/compare_figures.py. */
const golden = JSON.parse(readFileSync(inRepository('test/fixtures/parity/compare.json'), 'utf8')) as Golden;

function columns(first: readonly number[], second: readonly number[], swapped: readonly number[] = first.map(() => 0)): ComparedColumns {
  const places = Uint32Array.from(first.keys());
  return { length: first.length, first: Float64Array.from(first), second: Float64Array.from(second), swapped: Uint8Array.from(swapped), row: places, pair: new Uint16Array(first.length), line: places, secondRow: places, secondLine: places };
}

function expectClose(found: Interval | null, wanted: Interval, digits = 9): void {
  expect(found).not.toBeNull();
  for (const part of ['estimate', 'low', 'high'] as const) expect(found![part]).toBeCloseTo(wanted[part], digits);
}

describe('figures of a comparison', () => {
  it.each(golden.cases)('are those of SciPy and statsmodels: $name', (wanted) => {
    const found = inOneGo(comparisonFigures)(columns(wanted.first, wanted.second));
    expectClose(found.pearson, wanted.pearson);
    expectClose(found.spearman, wanted.spearman);
    expectClose(found.kendall, wanted.kendall);
    // Student's quantile is an expansion that is good to 1e-4 of the half width.
    expectClose(found.meanChange, wanted.meanChange, 5);
    if (wanted.kappa) expectClose(found.kappa, wanted.kappa);
    else expect(found.kappa).toBeNull();
    expect(found.mcnemar?.pValue ?? 1).toBeCloseTo(wanted.mcnemar, 9);
  });

  it('by hand: five pairs, of which two flip and one is undecided', () => {
    // Preferred response: + + − 0 +  against  + − + + +.
    const found = inOneGo(comparisonFigures)(columns([1, 2, -1, 0, 3], [2, -1, 1, 1, 3]));
    expect(found).toMatchObject({ flips: 2, undecided: 1 });
    expect(found.agreement?.estimate).toBe(0.5);
    // Margin above 0: 3 of 5 against 4 of 5; one is right in A alone, two in B alone.
    expect(found.accuracyFirst?.estimate).toBe(0.6);
    expect(found.accuracySecond?.estimate).toBe(0.8);
    expect(found.accuracyChange?.estimate).toBeCloseTo(0.2, 12);
    expect(found.mcnemar).toEqual({ onlyFirst: 1, onlySecond: 2, pValue: 1 });
    expect(found.meanChange?.estimate).toBeCloseTo(0.2, 12);
  });

  it('agreement does not mind swapped labels, accuracy goes by each file’s own', () => {
    const found = inOneGo(comparisonFigures)(columns([1, 2, 3, 4], [1, 2, 3, 4], [1, 0, 0, 0]));
    expect(found.agreement?.estimate).toBe(1);
    expect(found.accuracyFirst?.estimate).toBe(1);
    expect(found.accuracySecond?.estimate).toBe(0.75);
    expect(found.meanChange?.estimate).toBe(-0.5);
  });

  it('of nothing, of one pair and of equal margins are null where they cannot be had', () => {
    const none = inOneGo(comparisonFigures)(columns([], []));
    expect(none).toEqual({ pearson: null, spearman: null, kendall: null, agreement: null, kappa: null, accuracyFirst: null, accuracySecond: null, accuracyChange: null, mcnemar: null, meanChange: null, flips: 0, undecided: 0 });
    const equal = inOneGo(comparisonFigures)(columns([1, 1, 1, 1, 1, 1], [2, 2, 2, 2, 2, 2]));
    expect([equal.pearson, equal.spearman, equal.kendall, equal.kappa]).toEqual([null, null, null, null]);
    expect(equal.meanChange).toEqual({ estimate: 1, low: 1, high: 1 });
  });
});

describe('the parts', () => {
  it.each(golden.signs)('sign test of $first against $second', ({ first, second, pValue }) => {
    expect(signTest(first, second)! / pValue).toBeCloseTo(1, 7);
    expect(signTest(second, first)).toBe(signTest(first, second));
  });

  it('Kendall’s τ equals the count over all pairs of pairs', () => {
    const first = Float32Array.from({ length: 300 }, (_, at) => (at * 7919) % 53);
    const second = Float32Array.from({ length: 300 }, (_, at) => (at * 104729) % 47);
    let [concordant, tiedFirst, tiedSecond] = [0, 0, 0];
    for (let i = 0; i < 300; i++) for (let j = 0; j < i; j++) {
      const product = Math.sign(first[i]! - first[j]!) * Math.sign(second[i]! - second[j]!);
      concordant += product;
      if (first[i] === first[j]) tiedFirst++;
      if (second[i] === second[j]) tiedSecond++;
    }
    const all = (300 * 299) / 2;
    expect(inOneGo(kendall)(first, second)?.estimate).toBeCloseTo(concordant / Math.sqrt((all - tiedFirst) * (all - tiedSecond)), 12);
  });

  it('κ by hand: Cohen’s own example of 45, 15, 25, 15', () => {
    expect(kappaWithInterval({ both: 45, onlyFirst: 15, onlySecond: 25, neither: 15 })?.estimate).toBeCloseTo(0.1304, 4);
    expect(kappaWithInterval({ both: 9, onlyFirst: 0, onlySecond: 0, neither: 0 })).toBeNull();
  });

  it('a change of a share by hand: Bonett and Price', () => {
    const found = pairedShareChange({ both: 36, onlyFirst: 0, onlySecond: 12, neither: 2 })!;
    expect(found.estimate).toBe(0.24);
    expect(found.low).toBeCloseTo(12 / 52 - 1.959963984540054 * Math.sqrt((14 / 52 - (12 / 52) ** 2) / 52), 12);
  });
});

describe('what changes', () => {
  it('flips come by size, equal ones in file order, and a margin of 0 is no flip', () => {
    expect([...inOneGo(flippedPairs)(columns([1, -1, 0, 2, 1], [-1, 1, 5, -9, 3]))]).toEqual([3, 0, 1]);
  });

  it('ranks count from the lowest margin, equal ones share theirs', () => {
    const { first, second, order } = inOneGo(rankChanges)(columns([5, 1, 1, 9], [1, 2, 3, 9]));
    expect([...first]).toEqual([3, 1.5, 1.5, 4]);
    expect([...second]).toEqual([1, 2, 3, 4]);
    expect([...order]).toEqual([0, 2, 1]);
  });
});
