import { describe, expect, it } from 'vitest';

import { isLowInformation } from '../../../src/core/attribution/lowInformation';
import { optionBias } from '../../../src/core/attribution/optionBias';
import { promptSensitivityIndex } from '../../../src/core/attribution/promptSensitivity';
import { meanNoise, tokenNoise } from '../../../src/core/attribution/tokenNoise';
import { patternUnits, textUnits } from '../../../src/core/attribution/textUnits';

describe('token noise', () => {
  it('is the share of what falls on function words, punctuation and layout', () => {
    const units = ['The', ' price', ' of', ' it', ',', ' 42', '\n'];
    expect(units.map(isLowInformation)).toEqual([true, false, true, true, true, false, true]);
    const noise = tokenNoise([1, -4, 1, 0, -1, 2, 1], [0, 0, 0, 0, 0, 0, 0], units.map(isLowInformation));
    expect(noise).toEqual({ share: 0.4, low: 0.4, high: 0.4 });
  });

  it('knows no other script as empty', () => {
    expect(['价格', 'цена', '7', '🙂'].map(isLowInformation)).toEqual([false, false, false, true]);
  });

  it('widens with the standard errors and stays a share', () => {
    const noise = tokenNoise([0.1, 1], [0.5, 0.5], [true, false]);
    expect(noise?.low).toBe(0);
    expect(noise?.high).toBeGreaterThan(noise?.share ?? 1);
    expect(tokenNoise([0, 0], [1, 1], [true, false])).toBeNull();
    expect(meanNoise([0.2, 0.4])?.share).toBeCloseTo(0.3, 12);
    expect(meanNoise([0.2])).toBeNull();
  });
});

describe('the units of a text', () => {
  const text = '  One two,\n three four.  Five?\n\nSix ';
  it.each(['word', 'sentence', 'line'] as const)('cover it, each with the white space before it: %s', (unit) => {
    const units = textUnits(text, unit);
    expect(units.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
    for (const { start, end } of units.slice(0, -1)) expect(text.slice(start, end)).toMatch(/\S$/u);
  });

  it('are words, sentences and lines', () => {
    const pieces = (unit: 'word' | 'sentence' | 'line') => textUnits(text, unit).map(({ start, end }) => text.slice(start, end).trim());
    expect(pieces('word')).toEqual(['One', 'two,', 'three', 'four.', 'Five?', 'Six']);
    expect(pieces('line')).toEqual(['One two,', 'three four.  Five?', 'Six']);
    expect(pieces('sentence').length).toBeGreaterThanOrEqual(3);
    expect(textUnits(' \n ', 'word')).toEqual([]);
  });

  it('are the matches of a pattern', () => {
    expect(patternUnits('a1b22', '\\d+')).toEqual([{ start: 1, end: 2 }, { start: 3, end: 5 }]);
    expect(() => patternUnits('a', '(')).toThrow(SyntaxError);
  });
});

describe('option bias', () => {
  it('tells a label that is always liked from a content that is', () => {
    const trial = (contents: number[], labels: number[], favourite: 'label' | 'content') => ({
      contents,
      labels,
      probabilities: (favourite === 'label' ? labels : contents).map((index) => (index === 0 ? 0.9 : 0.1)),
    });
    const orders: [number[], number[]][] = [[[0, 1], [0, 1]], [[1, 0], [0, 1]], [[0, 1], [1, 0]], [[1, 0], [1, 0]]];
    const labels = optionBias(orders.map(([contents, names]) => trial(contents, names, 'label')), 2);
    expect(labels.labels.map(({ value }) => value)).toEqual([expect.closeTo(0.4, 12), expect.closeTo(-0.4, 12)]);
    expect(labels.contents.map(({ value }) => value)).toEqual([expect.closeTo(0.5, 12), expect.closeTo(0.5, 12)]);
    const contents = optionBias(orders.map(([order, names]) => trial(order, names, 'content')), 2);
    expect(contents.labels[0]?.value).toBeCloseTo(0, 12);
    expect(contents.contents[0]?.value).toBeCloseTo(0.9, 12);
  });
});

describe('the prompt sensitivity index', () => {
  it('is the mean distance per response token', () => {
    expect(promptSensitivityIndex([[-4, -9], [-6, -8]], [2, 4])).toBeCloseTo((1 / 4 + 2 / 2) / 2, 12);
    expect(promptSensitivityIndex([[-4]], [2])).toBeNull();
    expect(promptSensitivityIndex([[-4, -8], [-4, -8]], [2, 4])).toBe(0);
  });
});
