import { describe, expect, it } from 'vitest';

import { WordTotals, wordKey } from '../../../../src/editor/attribution/batch/wordTotals';

describe('words over many rows', () => {
  it('are the same whatever their case and the punctuation around them', () => {
    expect([' Refund,', 'refund', '“REFUND”'].map(wordKey)).toEqual(['refund', 'refund', 'refund']);
    expect([' don’t', ' —', '…'].map(wordKey)).toEqual(['don’t', '—', '…']);
  });

  it('have a mean over rows with Student’s interval, occurrences in a row counted once', () => {
    const totals = new WordTotals();
    totals.add([{ text: 'not', value: 1 }, { text: ' Not,', value: 3 }, { text: ' so', value: -1 }]);
    totals.add([{ text: 'not', value: 4 }]);
    const [first, second] = totals.strongest(10);
    expect(first).toMatchObject({ word: 'not', count: 3, rows: 2, lowInformation: false });
    expect(first!.effect.mean).toBe(3);
    // Rows give 2 and 4: standard error 1, t at one degree of freedom 12.7062.
    expect(first!.effect.low).toBeCloseTo(3 - 12.7062, 4);
    expect(first!.effect.high).toBeCloseTo(3 + 12.7062, 4);
    expect(second).toMatchObject({ word: 'so', size: { mean: 1, low: null, high: null }, effect: { mean: -1, low: null, high: null } });
  });

  it('with signs that cancel still count by their size', () => {
    const totals = new WordTotals();
    totals.add([{ text: 'but', value: 5 }]);
    totals.add([{ text: 'but', value: -5 }]);
    totals.add([{ text: 'kettle', value: 1 }]);
    const [first] = totals.strongest(1);
    expect(first).toMatchObject({ word: 'but', size: { mean: 5 }, effect: { mean: 0 } });
    expect(totals.words).toBe(2);
  });
});
