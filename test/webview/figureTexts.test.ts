import { describe, expect, it } from 'vitest';

import { formatNumber, formatPercent, formatSigned } from '../../webview/common/formatting';
import { colorLevel, scaleLimit } from '../../webview/common/heatScale';
import { verdictText } from '../../webview/pair/verdictText';
import { policyOnlyView, sampleScore } from './sampleView';

describe('numbers', () => {
  it.each([
    [0, '0'],
    [1.236, '1.24'],
    [-0.4, '−0.400'],
    [0.0123, '0.012'],
    [-230.14, '−230.1'],
    [12345.6, '12,346'],
    [2.5e7, '2.50 × 10⁷'],
    [-0.00002, '−2.00 × 10⁻⁵'],
  ])('%d is %s', (value, text) => expect(formatNumber(value)).toBe(text));

  it('signs what is not zero', () => {
    expect([1, 0, -1].map(formatSigned)).toEqual(['+1.00', '0', '−1.00']);
  });

  it.each([
    [0, '0 %'],
    [0.0004, 'under 0.1 %'],
    [0.006, '0.6 %'],
    [0.776, '78 %'],
    [0.9951, '99.5 %'],
    [0.99999, 'over 99.9 %'],
    [1, '100 %'],
  ])('a share of %d is %s', (share, text) => expect(formatPercent(share)).toBe(text));
});

describe('colour scale', () => {
  it('rounds up to a readable limit and ignores a lone outlier', () => {
    expect(scaleLimit([0.13, -0.02, null])).toBe(0.15);
    expect(scaleLimit([...Array.from({ length: 99 }, () => 0.9), 50])).toBe(1);
    expect(scaleLimit([0, null, Number.NaN])).toBe(0);
  });

  it('has levels from nothing to the limit and no further', () => {
    expect([0, 0.01, 0.5, -1, 9].map((value) => colorLevel(value, 1))).toEqual([0, 0, 3, 6, 6]);
    expect(colorLevel(1, 0)).toBe(0);
  });
});

describe('verdict', () => {
  const score = sampleScore();
  const withMargin = (rewardMargin: number): string =>
    verdictText({ ...score, rewardMargin, preferenceProbability: 1 / (1 + Math.exp(-rewardMargin)) }, null).sentence;

  it('names the response, the margin and the probability', () => {
    expect(withMargin(1.24)).toBe('Measured against its reference, the policy prefers the chosen response: margin +1.24 nats, preference probability 78 %.');
    expect(withMargin(-0.83)).toContain('prefers the rejected response: margin −0.830 nats, preference probability 30 %.');
    expect(withMargin(0.01)).toContain('undecided');
  });

  it('says why there is no reward', () => {
    const alone = policyOnlyView().score;
    expect(alone && verdictText(alone, null)).toMatchObject({ preferred: 'unknown', sentence: expect.stringContaining('There is no reference model') as string });
  });

  it('places the pair in its file and warns of displacement', () => {
    const { details } = verdictText(score, { scoredRows: 1408, marginPercentile: 0.83, chesPercentile: 0.97 });
    expect(details[0]).toBe('The margin is higher than in 83 % of the 1,408 scored rows.');
    expect(details[1]).toContain('higher than in 97 % of them: training on this pair is among the likeliest');
    expect(details[2]).toContain('would lower the chosen response’s log-probability');
    expect(verdictText({ ...score, displacement: null }, null).details).toEqual([]);
  });
});
