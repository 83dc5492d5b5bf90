import { expect } from 'vitest';
import type { Encoding } from '../../../src/engine/tokenizer/encoding';
import fc from 'fast-check';

/** Texts that tokenizers stumble over: combining marks, joined emoji, line ends, special tokens, rare white space. */
export const trickyTexts = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
      fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
      fc.constantFrom(
        ' ', '  ', '\n', '\r\n', '\t', 'the', ' the', 'é', 'e\u0301', '\u0301', '👨‍👩‍👧', '🦙', '\u200d', '한', '\u1112\u1161\u11ab',
        '<s>', '</s>', '<|endoftext|>', '<|im_end|>', '<|end|>', '<unk>', '<0x41>', '\u2581', '\u00a0', '\u3000', '\ufeff', '\u0085',
        '\ud83e', '\udd99', '½', '１', 'ﬁ', 'ｶ\uff9e', '\u212b', "'s", "don't", '1234', 'नमस्ते', '日本語',
      ),
    ),
    { maxLength: 10 },
  )
  .map((parts) => parts.join(''));

/** Exact, in order, inside the text and without a gap. */
export function checkCoverage(encoding: Encoding, text: string): void {
  expect(encoding.exact).toBe(true);
  let reached = 0;
  let start = 0;
  encoding.ids.forEach((id, index) => {
    expect(Number.isInteger(id)).toBe(true);
    const [from, to] = [encoding.starts[index]!, encoding.ends[index]!];
    if (from === -1) {
      expect([to, encoding.special[index]]).toEqual([-1, 1]);
      return;
    }
    expect(from).toBeGreaterThanOrEqual(start);
    expect(from).toBeLessThanOrEqual(reached);
    expect(to).toBeGreaterThanOrEqual(reached);
    start = from;
    reached = to;
  });
  expect(reached).toBe(text.length);
}
