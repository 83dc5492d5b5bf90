import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseFilter, type FilterTerm } from '../../../src/shared/tableFilter';

const terms = (text: string): readonly FilterTerm[] => {
  const parsed = parseFilter(text);
  if (parsed.kind === 'problem') throw new Error(parsed.message);
  return parsed.terms;
};
const problem = (text: string): string => {
  const parsed = parseFilter(text);
  return parsed.kind === 'problem' ? parsed.message : '';
};

describe('the filter', () => {
  it.each([
    ['margin < 0', [{ kind: 'number', column: 'rewardMargin', comparison: '<', value: 0, negated: false }]],
    ['margin<-0.5', [{ kind: 'number', column: 'rewardMargin', comparison: '<', value: -0.5, negated: false }]],
    ['ches >= −1.5', [{ kind: 'number', column: 'lengthNormalizedChes', comparison: '>=', value: -1.5, negated: false }]],
    ['chosen.tokens > 1,200', [{ kind: 'number', column: 'chosenTokens', comparison: '>', value: 1200, negated: false }]],
    ['row = 12', [{ kind: 'number', column: 'row', comparison: '=', value: 12, negated: false }]],
    ['is:tie', [{ kind: 'state', state: 'tie', negated: false }]],
    ['-is:unreadable', [{ kind: 'state', state: 'unreadable', negated: true }]],
    ['refund', [{ kind: 'text', column: 'any', text: 'refund', negated: false }]],
    ['"Thank You"', [{ kind: 'text', column: 'any', text: 'thank you', negated: false }]],
    ['chosen:"say \\"no\\""', [{ kind: 'text', column: 'chosen', text: 'say "no"', negated: false }]],
    ['source = Web', [{ kind: 'label', column: 'source', comparison: '=', value: 'Web', negated: false }]],
    ['source != web', [{ kind: 'label', column: 'source', comparison: '=', value: 'web', negated: true }]],
    ['score_chosen >= 4', [{ kind: 'label', column: 'score_chosen', comparison: '>=', value: '4', negated: false }]],
    ['"my field":x', [{ kind: 'label', column: 'my field', comparison: '=', value: 'x', negated: false }]],
    ['', []],
  ])('reads %s', (text, expected) => {
    expect(terms(text)).toEqual(expected);
  });

  it('joins conditions', () => {
    expect(terms('margin < 0  is:pair -sorry source=web').map(({ kind, negated }) => [kind, negated])).toEqual([['number', false], ['state', false], ['text', true], ['label', false]]);
  });

  it('says what is wrong with a condition', () => {
    expect(problem('margin < often')).toContain('“often” is none');
    expect(problem('is:nice')).toContain('one of pair, tie');
    expect(problem('margin <')).toBe('“margin <” lacks a value.');
    expect(problem('< 3')).toContain('is no condition');
    expect(problem('"half open')).toContain('is no condition');
  });

  it('ends with an answer, whatever is typed', () => {
    const piece = fc.constantFrom('margin', '<', '>', '=', ':', '"', '-', ' ', 'is', '\\', '0', 'chosen', '!=', 'é', '\n');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        expect(['filter', 'problem']).toContain(parseFilter(pieces.join('')).kind);
      }),
    );
  });
});
