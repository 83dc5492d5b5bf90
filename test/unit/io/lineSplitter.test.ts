import fc from 'fast-check';
import { expect, it } from 'vitest';

import { LineSplitter } from '../../../src/io/lineSplitter';

const unit = fc.constantFrom('\n', '\r', '\r\n', ' ', '\t', '{', 'é', '\0', '\u2028');

it('finds the same rows however the file is cut into chunks', () => {
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 30 }), fc.integer({ min: 1, max: 9 }), fc.nat(3), (text, size, start) => {
      const bytes = Buffer.from(text);
      const splitter = new LineSplitter(start);
      const rows = [];
      for (let from = 0; from < bytes.length; from += size) rows.push(...splitter.push(bytes.subarray(from, from + size)));
      rows.push(...splitter.end());
      const found = rows.map(({ row, line, byteStart, byteLength }) => ({
        row,
        line,
        text: bytes.subarray(byteStart - start, byteStart - start + byteLength).toString(),
      }));
      expect(found).toEqual(plainSplit(text));
    }),
    { numRuns: 3000 },
  );
});

function plainSplit(text: string) {
  return text
    .split('\n')
    .map((line, index, lines) => ({ line: index + 1, text: index < lines.length - 1 ? line.replace(/\r$/, '') : line }))
    .filter((line) => /[^ \t\r]/.test(line.text))
    .map((line, row) => ({ row, ...line }));
}
