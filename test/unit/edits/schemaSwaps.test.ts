import { describe, expect, it } from 'vitest';

import { DatasetReader } from '../../../src/core/dataset/datasetReader';
import { detectSchema } from '../../../src/core/dataset/detectSchema';
import { schemaAdapters } from '../../../src/core/dataset/schemas/schemaAdapters';
import { applyReplacements } from '../../../src/core/edits/applyReplacements';
import { changeRow } from '../../../src/core/edits/changeRow';
import { JsonRow } from '../../../src/core/edits/jsonRow';
import { pairsOfRow } from '../../../src/core/edits/pairsOfRow';
import { sideText } from '../../../src/core/edits/sideText';

const cases = schemaAdapters.flatMap(({ name, documentation }) => {
  const reader = new DatasetReader(detectSchema(documentation.example, { schema: name }), { schema: name });
  const read = pairsOfRow(reader);
  const readRow = (text: string) => read(text, { kind: 'json' });
  const text = JSON.stringify(documentation.example[0], null, 1);
  return readRow(text).map((_, pair) => ({ name, pair, text, readRow }));
});

describe.each(cases)('a pair of $name, number $pair', ({ pair, text, readRow }) => {
  const swapped = (row: string, which: number) => applyReplacements(row, changeRow(new JsonRow(row), readRow, { kind: 'swap', pair: which }));
  const texts = (row: string) => readRow(row).map((one) => [sideText(one.texts, 'chosen'), sideText(one.texts, 'rejected')].join(' > '));

  it('is read the other way round once it is swapped, and swapped back has its bytes again', () => {
    const wanted = texts(text)[pair]!.split(' > ').reverse().join(' > ');
    const after = swapped(text, pair);
    expect(texts(after)).toContain(wanted);
    expect(swapped(after, texts(after).indexOf(wanted))).toBe(text);
  });

  it('takes another text for each response, and nothing else changes', () => {
    for (const side of ['chosen', 'rejected'] as const) {
      const before = readRow(text)[pair]!;
      const row = applyReplacements(text, changeRow(new JsonRow(text), readRow, { kind: 'set-text', pair, side, text: `${sideText(before.texts, side)} and so on` }));
      const after = readRow(row)[pair]!;
      expect(sideText(after.texts, side)).toBe(`${sideText(before.texts, side)} and so on`);
      expect(row.replaceAll(' and so on', '')).toBe(text);
    }
  });
});

it('tries every layout that has pairs in one row', () => {
  expect(new Set(cases.map(({ name }) => name)).size).toBeGreaterThan(35);
});
