import { describe, expect, it } from 'vitest';

import { textUnits } from '../../../src/core/attribution/textUnits';
import { pinned, tokenOwners, tokenUnits } from '../../../src/core/attribution/tokenOwners';

const span = (start: number, end: number) => ({ start, end });

describe('the unit of a token', () => {
  const text = 'Hi, big  cat';

  it('holds the first character of the token that is not white space', () => {
    const words = textUnits(text, 'word');
    const tokens = [null, span(0, 2), span(2, 3), span(3, 7), span(7, 8), span(8, 12)];
    expect(tokenOwners(text, words, tokens)).toEqual([pinned, 0, 0, 1, 2, 2]);
  });

  it('is none outside the units', () => {
    expect(tokenOwners(text, [span(4, 7)], [span(0, 3), span(3, 7), span(7, 12)])).toEqual([pinned, 0, pinned]);
  });
});

it('tokens that share a character are one unit', () => {
  expect(tokenUnits([null, span(0, 1), span(1, 3), span(1, 3), span(3, 3), span(3, 5)])).toEqual([span(0, 1), span(1, 3), span(3, 5)]);
});
