import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { splitAtRanges } from '../../webview/common/splitAtRanges';
import type { TextRange } from '../../webview/common/wordDiff';
import { wordDiff } from '../../webview/common/wordDiff';

const marked = (text: string, ranges: readonly TextRange[]): string[] => ranges.map((range) => text.slice(range.start, range.end));
const unmarked = (text: string, ranges: readonly TextRange[]): string =>
  splitAtRanges(0, text.length, ranges).filter((segment) => !segment.changed).map((segment) => text.slice(segment.start, segment.end)).join('');

describe('word diff', () => {
  it('marks whole words', () => {
    const [chosen, rejected] = ['the quick brown fox', 'the slow brown dog'];
    const diff = wordDiff(chosen, rejected);
    expect(marked(chosen, diff.chosen)).toEqual(['quick', 'fox']);
    expect(marked(rejected, diff.rejected)).toEqual(['slow', 'dog']);
    expect(diff.byWord).toBe(true);
  });

  it('joins neighbouring words into one mark', () => {
    const [chosen, rejected] = ['I cannot do that', 'I will gladly help'];
    expect(marked(chosen, wordDiff(chosen, rejected).chosen)).toEqual(['cannot do that']);
  });

  it('marks nothing in equal texts and everything beside an empty one', () => {
    expect(wordDiff('same', 'same')).toEqual({ chosen: [], rejected: [], byWord: true });
    expect(wordDiff('all', '')).toEqual({ chosen: [{ start: 0, end: 3 }], rejected: [], byWord: true });
  });

  it('leaves the middle marked when there is no time for words', () => {
    const words = (seed: number): string => Array.from({ length: 4000 }, (_, index) => `w${String((index * seed) % 997)}`).join(' ');
    const [chosen, rejected] = [`Start ${words(31)} end.`, `Start ${words(57)} end.`];
    const diff = wordDiff(chosen, rejected, 1);
    expect(diff.byWord).toBe(false);
    expect(diff.chosen).toHaveLength(1);
    expect(unmarked(chosen, diff.chosen)).toBe(unmarked(rejected, diff.rejected));
  });

  it('says the same of both sides where it marks nothing, but for spaces', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'ab', ' ', '\n', '. ', 'ü'), { maxLength: 20 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (chosen, rejected) => {
        const diff = wordDiff(chosen, rejected, 5000);
        const letters = (side: string): string => side.replace(/[ \t]/g, '');
        expect(letters(unmarked(chosen, diff.chosen))).toBe(letters(unmarked(rejected, diff.rejected)));
      }),
    );
  });
});
