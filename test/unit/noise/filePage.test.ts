import { describe, expect, it } from 'vitest';

import { sourceAgreement as sourceAgreementSteps } from '../../../src/core/noise/page/sourceAgreement';
import { FileCensus } from '../../../src/core/noise/page/fileCensus';
import { lengthBias as lengthBiasSteps, lengthControlled as lengthControlledSteps } from '../../../src/core/noise/page/lengthBias';
import { noiseRateReason } from '../../../src/core/noise/page/noiseRateReason';
import { sliceFigures as sliceFiguresSteps } from '../../../src/core/noise/page/sliceFigures';
import { judgeEvidence as judgeEvidenceSteps } from '../../../src/core/noise/verdict/judgement';
import { wilsonInterval } from '../../../src/core/statistics/wilsonInterval';
import type { PreferencePair, RowLabels } from '../../../src/core/dataset/preferencePair';
import { Chance, madeEvidence, noLengths } from './madeEvidence';
import { inOneGo } from './inOneGo';

const sourceAgreement = inOneGo(sourceAgreementSteps);
const lengthBias = inOneGo(lengthBiasSteps);
const lengthControlled = inOneGo(lengthControlledSteps);
const sliceFigures = inOneGo(sliceFiguresSteps);
const judgeEvidence = inOneGo(judgeEvidenceSteps);

const labelled = (labels: RowLabels) => ({ labels }) as PreferencePair;

describe('agreement of sources', () => {
  it('is Cohen’s κ: 20 and 15 alike, 5 and 10 not, is 0.4', () => {
    const counts = [[20, 1, 1], [5, 1, -1], [10, -1, 1], [15, -1, -1]] as const;
    const column = (side: 1 | 2) => Float64Array.from(counts.flatMap((row) => Array.from({ length: row[0] }, () => row[side])));
    expect(sourceAgreement(column(1), column(2))).toEqual({ kappa: expect.closeTo(0.4, 12) as number, pairs: 50 });
  });

  it('is of the pairs that both have an opinion on, and unknown where one never changes its mind', () => {
    expect(sourceAgreement(Float64Array.of(1, -1, NaN), Float64Array.of(1, -1, 1))).toEqual({ kappa: 1, pairs: 2 });
    expect(sourceAgreement(Float64Array.of(1, 1), Float64Array.of(1, 1))).toBeNull();
    expect(sourceAgreement(Float64Array.of(NaN), Float64Array.of(1))).toBeNull();
  });
});

describe('length', () => {
  const chance = new Chance(3);
  // Right with probability σ(0.8) at equal length, and more often where chosen is longer.
  const differences = Float64Array.from({ length: 3000 }, () => 100 + 300 * chance.normal());
  const margins = differences.map((difference) => (chance.happens(1 / (1 + Math.exp(-0.8 - 2 * Math.tanh(difference / 320)))) ? 1 : -1));

  it('is taken out of the accuracy by a logistic fit', () => {
    const { estimate, low, high } = lengthControlled(differences, margins)!;
    const expected = 1 / (1 + Math.exp(-0.8));
    expect(low).toBeLessThan(expected);
    expect(high).toBeGreaterThan(expected);
    expect(high - low).toBeLessThan(0.08);
    expect(estimate).toBeLessThan(margins.filter((margin) => margin > 0).length / 3000 - 0.02);
  });

  it('is no part of the accuracy where responses are equally long', () => {
    const even = Float64Array.from({ length: 100 }, (_, row) => (row < 80 ? 1 : -1));
    expect(lengthControlled(new Float64Array(100), even)!.estimate).toBeCloseTo(0.8, 6);
  });

  it('has no controlled accuracy from a few pairs, or from a model that is always right', () => {
    expect(lengthControlled(differences.subarray(0, 20), margins.subarray(0, 20))).toBeNull();
    expect(lengthControlled(differences, new Float64Array(3000).fill(1))).toBeNull();
  });

  it('wins half a pair where both responses are equally long', () => {
    const pairs = { length: 4, chosenLengths: Uint32Array.of(5, 5, 1, 3), rejectedLengths: Uint32Array.of(1, 1, 5, 3) };
    expect(lengthBias(pairs, null)).toMatchObject({ longerWins: { estimate: 0.625 }, accuracy: null, lengthControlledAccuracy: null });
    expect(lengthBias({ length: 0, chosenLengths: new Uint32Array(0), rejectedLengths: new Uint32Array(0) }, null)).toBeNull();
  });
});

describe('slices', () => {
  it('have a rate of their own under the model of the file', () => {
    const { table, flipped, groups } = madeEvidence(2, 2000, 0.2, { 'implicit-reward': 2.5 });
    const census = new FileCensus();
    // One annotator made most of the errors.
    const chance = new Chance(9);
    for (const isFlipped of flipped) census.add(labelled({ annotator: chance.happens(isFlipped ? 0.8 : 0.3) ? 'a' : 'b', file: 'x' }));
    const slices = sliceFigures(census, judgeEvidence(table, groups, noLengths(2000)), table.scoresOf('implicit-reward'));
    expect(slices.map(({ label, value }) => [label, value]).sort()).toEqual([['annotator', 'a'], ['annotator', 'b']]);
    const rateOf = (name: string) => slices.find(({ value }) => value === name)!;
    expect(rateOf('a').noiseRate!.low).toBeGreaterThan(rateOf('b').noiseRate!.high);
    expect(rateOf('a').accuracy!.estimate).toBeLessThan(rateOf('b').accuracy!.estimate);
  });

  it('forget labels with a value for every row, and keep pairs without the label out', () => {
    const census = new FileCensus();
    for (let row = 0; row < 300; row++) census.add(labelled({ id: row, ...(row >= 100 && { source: row % 2 ? 'web' : 'book' }) }));
    const [source, ...others] = census.columns();
    expect(others).toEqual([]);
    expect(source).toMatchObject({ label: 'source', values: ['book', 'web'] });
    expect([source!.codes.length, source!.codes[0], source!.codes[100], source!.codes[101]]).toEqual([300, 0, 1, 2]);
  });
});

describe('what the rate rests on', () => {
  it('is said in every case', () => {
    expect(noiseRateReason(null)).toContain('No model and no probe');
    const coin = madeEvidence(15, 400, 0.5, { 'implicit-reward': 2 });
    expect(noiseRateReason(judgeEvidence(coin.table, coin.groups, noLengths(400)))).toContain('better than a coin');
    const sure = madeEvidence(15, 800, 0.2, { 'implicit-reward': 3 });
    expect(noiseRateReason(judgeEvidence(sure.table, sure.groups, noLengths(800)))).toMatch(/^Of \d+ % of the labels/);
    const vague = judgeEvidence(sure.table, sure.groups, noLengths(800));
    expect(noiseRateReason({ ...vague, rate: { ...vague.rate, interval: { estimate: 0.2, low: 0.04, high: 0.31 } } })).toMatch(/room for 4 % to 31 % of wrong labels/);
    for (const [length, said] of [['bias', 'kept from vouching'], ['truth', 'a reason to prefer it'], ['unknown', 'cannot be told']] as const) {
      expect(noiseRateReason({ ...vague, combined: { ...vague.combined, length } })).toContain(said);
    }
  });
});

describe('Wilson’s interval', () => {
  it('is that of the textbook: 8 of 10', () => {
    const { low, high } = wilsonInterval(8, 10)!;
    expect([low, high]).toEqual([expect.closeTo(0.4902, 4), expect.closeTo(0.9433, 4)]);
    expect(wilsonInterval(0, 0)).toBeNull();
  });
});
