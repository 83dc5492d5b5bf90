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
  expect(coverageFault(encoding, text)).toBeNull();
}

function coverageFault({ ids, starts, ends, special, exact }: Encoding, text: string): string | null {
  if (!exact) return 'not exact';
  let reached = 0;
  let last = 0;
  for (const [index, id] of ids.entries()) {
    const [start, end] = [starts[index]!, ends[index]!];
    if (!Number.isInteger(id)) return `token ${String(index)} has no id`;
    if (start === -1 && end === -1 && special[index] === 1) continue;
    if (start < last || start > reached || end < reached) return `token ${String(index)} lies at ${String(start)}–${String(end)}`;
    last = start;
    reached = end;
  }
  return reached === text.length ? null : `ends at ${String(reached)}`;
}
