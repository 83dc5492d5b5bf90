import { describe, expect, it } from 'vitest';

import { reportedText } from '../../../src/core/report/reportedText';

describe('text in a report', () => {
  it('is one line, with pictures for what nobody can see', () => {
    expect(reportedText('a\n\n b\tc', 10)).toBe('a b c');
    expect(reportedText('\u001b[2J \u202eabc\u2069 \u0000 \ud800', 40)).toBe('␛[2J \ufffdabc\ufffd ␀ \ufffd');
  });

  it('leaves scripts and emoji as they are', () => {
    const text = 'می‌خواهم 👩‍👩‍👧 ❤️ क्‍ष';
    expect(reportedText(text, 100)).toBe(text);
  });

  it('is cut between characters, and says how long it was', () => {
    expect(reportedText('👍'.repeat(10), 4)).toBe('👍👍👍👍… (20 characters)');
    expect(reportedText('x'.repeat(1_048_576), 5)).toBe('xxxxx… (1,048,576 characters)');
  });
});
