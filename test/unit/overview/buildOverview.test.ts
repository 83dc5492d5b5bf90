import { describe, expect, it } from 'vitest';

import type { Finding } from '../../../src/core/noise/finding';
import { fittedAccuracy, lengthFit } from '../../../src/core/noise/page/lengthFit';
import { buildOverview, type OverviewSource } from '../../../src/core/overview/buildOverview';
import { emptyPairColumns } from '../../../src/core/overview/emptyPairColumns';
import { unknownPage, unknownVerdicts } from '../../../src/core/overview/unknownPage';
import { sigmoid } from '../../../src/core/scoring/logistic';
import { inOneGo } from '../noise/inOneGo';

type Columns = Partial<Record<'rewardMargin' | 'likelihoodMargin' | 'lengthNormalizedChes' | 'displacement' | 'lengthDifference', readonly number[]>>;

function source(length: number, columns: Columns, part: Partial<OverviewSource> = {}): OverviewSource {
  const filled = inOneGo(emptyPairColumns)(length);
  filled.row.set(Array.from({ length }, (_, at) => at));
  for (const [name, values] of Object.entries(columns)) filled[name as keyof Columns].set(values);
  return { file: 'pairs.jsonl', rows: length, pairs: length, columns: filled, labels: [], report: null, models: null, ...part };
}

const overview = (given: OverviewSource) => inOneGo(buildOverview)(given);
const ramp = (length: number, of: (at: number) => number) => Array.from({ length }, (_, at) => of(at));

describe('margins', () => {
  it('are counted in round bins, lower edge in and upper edge out', () => {
    const { margins, scored } = overview(source(6, { rewardMargin: [-1, -0.5, 0, 0.25, 0.5, NaN] }));
    expect(scored).toBe(5);
    const { edges, counts, below, above } = margins!.histogram;
    expect(edges).toContain(0);
    expect(counts.reduce((sum, count) => sum + count, below + above)).toBe(5);
    const countFrom = (edge: number) => counts[edges.indexOf(edge)];
    expect([countFrom(-1), countFrom(-0.5), countFrom(0), countFrom(0.25), countFrom(0.5)]).toEqual([1, 1, 1, 1, 1]);
  });

  it('have their median, and the share above zero with Wilson’s interval', () => {
    const { margins } = overview(source(4, { rewardMargin: [-1, 3, 1, 2] }));
    expect(margins!.median).toBe(1.5);
    // 3 of 4: centre (0.75 + 1.9207/4)/(1 + 3.8415/4), by hand.
    expect(margins!.accuracy.estimate).toBe(0.75);
    expect(margins!.accuracy.low).toBeCloseTo(0.3006, 4);
    expect(margins!.accuracy.high).toBeCloseTo(0.9544, 4);
  });

  it('leave a few extremes outside the bins, so that they do not squeeze the rest', () => {
    const { margins } = overview(source(1002, { rewardMargin: [...ramp(1000, (at) => Math.sin(at)), 1e6, -1e6] }));
    const { edges, below, above } = margins!.histogram;
    expect(below).toBeGreaterThanOrEqual(1);
    expect(above).toBeGreaterThanOrEqual(1);
    expect(edges.at(-1)! - edges[0]!).toBeLessThan(3);
  });

  it('are those of the policy where there is no reference model, and then have no ambiguous band', () => {
    const report = { page: unknownPage, verdicts: unknownVerdicts, findings: [], ambiguousMargins: { low: -1, high: 1 } };
    const { margins } = overview(source(2, { likelihoodMargin: [2, 4] }, { report }));
    expect(margins).toMatchObject({ figure: 'likelihoodMargin', median: 3, ambiguous: null });
    expect(overview(source(2, { rewardMargin: [2, 4], likelihoodMargin: [0, 0] }, { report })).margins).toMatchObject({ figure: 'rewardMargin', ambiguous: { low: -1, high: 1 } });
  });
});

describe('displacement', () => {
  it('is set against the margins in cells, each pair once', () => {
    const { displacement } = overview(source(100, { rewardMargin: ramp(100, (at) => at), lengthNormalizedChes: ramp(100, (at) => -at) }));
    expect(displacement!.axis).toBe('lengthNormalizedChes');
    expect(displacement!.spearman).toEqual({ estimate: -1, low: -1, high: -1 });
    const { counts, xEdges, yEdges, outside } = displacement!;
    expect(counts.length).toBe((xEdges.length - 1) * (yEdges.length - 1));
    expect(counts.reduce((sum, count) => sum + count, outside)).toBe(100);
    // The lowest margins have the highest CHES: the first row of cells is filled at its end, not at its beginning.
    const firstRow = counts.slice(0, xEdges.length - 1);
    expect(firstRow.slice(0, 20).every((count) => count === 0)).toBe(true);
    expect(firstRow.some((count) => count > 0)).toBe(true);
  });

  it('is Δ unless more pairs have CHES', () => {
    const axisOf = (lengthNormalizedChes: number[], displacement: number[]) => overview(source(3, { rewardMargin: [1, 2, 3], lengthNormalizedChes, displacement })).displacement!.axis;
    expect(axisOf([1, NaN, NaN], [1, 2, 3])).toBe('displacement');
    expect(axisOf([1, 2, 3], [1, 2, 3])).toBe('displacement');
    expect(axisOf([1, 2, 3], [1, 2, NaN])).toBe('lengthNormalizedChes');
    expect(overview(source(3, { rewardMargin: [1, 2, 3] })).displacement).toBeNull();
  });
});

describe('length', () => {
  const differences = ramp(60, (at) => ((at * 37) % 101) - 50);
  const margins = ramp(60, (at) => ((at * 53) % 29) - 13 + 0.1 * differences[at]!);

  it('is controlled by the fit that numpy finds', () => {
    const fit = inOneGo(lengthFit)(differences, margins);
    expect(fit!.deviation).toBeCloseTo(29.152758588739648, 10);
    expect(fit!.intercept).toBeCloseTo(0.07872593, 7);
    expect(fit!.slope).toBeCloseTo(0.77989806, 7);
    expect(fit!.variance).toBeCloseTo(0.07146718158197755, 9);
    expect(fittedAccuracy(fit!, 0)).toBe(sigmoid(fit!.intercept));
    expect(fittedAccuracy(fit!, 1e6)).toBeCloseTo(sigmoid(fit!.intercept + fit!.slope), 12);
  });

  it('is cut into parts of about as many pairs that lie side by side, with their medians', () => {
    const { lengths } = overview(source(60, { rewardMargin: margins, lengthDifference: differences }));
    const { bins } = lengths!;
    expect(bins.reduce((sum, { pairs }) => sum + pairs, 0)).toBe(60);
    for (const [at, bin] of bins.entries()) {
      if (bins[at + 1]) expect(bin.high).toBe(bins[at + 1]!.low);
      const inside = margins.filter((_, index) => differences[index]! >= bin.low && (differences[index]! < bin.high || at === bins.length - 1)).sort((a, b) => a - b);
      expect(inside.length).toBe(bin.pairs);
      const middle = (inside[(inside.length - 1) >> 1]! + inside[inside.length >> 1]!) / 2;
      expect(bin.medianMargin).toBeCloseTo(middle, 5);
    }
    expect(bins.at(-1)!.high).toBe(Math.max(...differences));
  });

  it('keeps pairs of one difference in one part', () => {
    const { lengths } = overview(source(60, { rewardMargin: margins, lengthDifference: ramp(60, (at) => (at < 55 ? 0 : 1)) }));
    expect(lengths!.bins.map(({ low, pairs }) => [low, pairs])).toEqual([[0, 55], [1, 5]]);
  });
});

describe('calibration', () => {
  const labelled = (label: string, values: readonly string[], codeAt: (at: number) => number, margins: readonly number[]) =>
    overview(source(margins.length, { rewardMargin: margins }, { labels: [{ label, values, codes: Uint8Array.from(margins, (_, at) => codeAt(at)) }] })).calibration;

  it('sets how often a held-out label agrees against σ(margin), by hand', () => {
    // Half of the pairs are predicted at 1/2 and right in 6 of 10, half at σ(ln 9) = 0.9 and right in 9 of 10.
    const margins = ramp(20, (at) => (at < 10 ? 0 : Math.log(9)));
    const isRight = (at: number) => (at < 10 ? at < 6 : at < 19);
    const calibration = labelled('gold', ['chosen', 'rejected'], (at) => (isRight(at) ? 1 : 2), margins);
    expect(calibration!.label).toBe('label column "gold"');
    expect(calibration!.bins.map(({ predicted, observed, pairs }) => [Number(predicted.toFixed(6)), observed.estimate, pairs])).toEqual([[0.5, 0.6, 10], [0.9, 0.9, 10]]);
    expect(calibration!.expectedCalibrationError.estimate).toBeCloseTo((0.1 + 0) / 2, 6);
  });

  it('turns a column round that says whether the pair was flipped, and leaves out what nobody decided', () => {
    const margins = ramp(30, (at) => at - 15);
    const calibration = labelled('flipped', ['true', 'false', 'tie'], (at) => (at % 3 === 2 ? 3 : at % 3 === 1 ? 2 : 1), margins);
    expect(calibration!.bins.reduce((sum, { pairs }) => sum + pairs, 0)).toBe(20);
    expect(calibration!.bins.every(({ observed }) => observed.estimate === 0.5)).toBe(true);
  });

  it('is nothing without such a column, with values that nobody can read, and of a handful of pairs', () => {
    const margins = ramp(40, (at) => at);
    expect(labelled('source', ['true', 'false'], (at) => 1 + (at % 2), margins)).toBeNull();
    expect(labelled('gold', ['good', 'bad'], (at) => 1 + (at % 2), margins)).toBeNull();
    expect(labelled('gold', ['chosen', 'rejected'], (at) => 1 + (at % 2), margins.slice(0, 12))).toBeNull();
  });
});

describe('slices', () => {
  it('have margins on the edges of the whole file, and the noise rate that the search found', () => {
    const codes = Uint8Array.from({ length: 20 }, (_, at) => (at < 12 ? 1 : at < 18 ? 2 : 0));
    const rate = { estimate: 0.2, low: 0.1, high: 0.3 };
    const page = { ...unknownPage, slices: [{ label: 'source', value: 'web', pairs: 12, noiseRate: rate, accuracy: null }] };
    const report = { page, verdicts: unknownVerdicts, findings: [], ambiguousMargins: null };
    const { slices, margins } = overview(source(20, { rewardMargin: ramp(20, (at) => at - 5.5) }, { labels: [{ label: 'source', values: ['web', 'books'], codes }], report }));
    expect(slices.map(({ value, pairs, noiseRate }) => [value, pairs, noiseRate])).toEqual([['web', 12, rate], ['books', 6, null]]);
    expect(slices[0]!.accuracy!.estimate).toBe(0.5);
    expect(slices[0]!.counts.length).toBe(margins!.histogram.counts.length);
    expect(slices[0]!.counts.reduce((sum, count) => sum + count, 0)).toBe(12);
  });
});

describe('an overview', () => {
  it('of a file that nobody looked at is empty, not wrong', () => {
    const empty = overview(source(0, {}));
    expect(empty).toMatchObject({ scored: 0, margins: null, displacement: null, lengths: null, calibration: null, slices: [], codes: [], models: null });
    expect(empty.page).toBe(unknownPage);
  });

  it('counts findings by code, the most frequent first, at the severest severity', () => {
    const finding = (code: Finding['code'], severity: Finding['severity'], row: number): Finding => ({ row, line: row + 1, pair: 0, code, severity, message: '', evidence: {} });
    const findings = [finding('duplicate-pair', 'warning', 0), finding('empty-chosen', 'error', 1), finding('duplicate-pair', 'error', 2)];
    const { codes } = overview(source(3, {}, { report: { page: unknownPage, verdicts: unknownVerdicts, findings, ambiguousMargins: null } }));
    expect(codes.map(({ code, severity, count }) => [code, severity, count])).toEqual([['duplicate-pair', 'error', 2], ['empty-chosen', 'error', 1]]);
  });

  it('is the same again, and gives the thread back within a hundred thousand pairs', () => {
    const given = source(100_000, { rewardMargin: ramp(100_000, (at) => Math.sin(at) * 3), lengthNormalizedChes: ramp(100_000, (at) => Math.cos(at)), lengthDifference: ramp(100_000, (at) => at % 97) });
    const steps = buildOverview(given);
    let turns = 0;
    for (let step = steps.next(); step.done !== true; step = steps.next()) turns++;
    expect(turns).toBeGreaterThan(50);
    expect(overview(given)).toEqual(overview(given));
  });
});
