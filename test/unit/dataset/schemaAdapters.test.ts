import { describe, expect, it } from 'vitest';

import { DatasetReader } from '../../../src/core/dataset/datasetReader';
import { detectSchema } from '../../../src/core/dataset/detectSchema';
import { schemaNames } from '../../../src/core/dataset/schemaNames';
import { schemaAdapters } from '../../../src/core/dataset/schemas/schemaAdapters';

describe('the adapters', () => {
  it('are one for each schema', () => {
    expect(schemaAdapters.map(({ name }) => name).sort()).toEqual([...schemaNames].sort());
  });

  it.each(schemaAdapters.map((adapter) => [adapter.name, adapter] as const))('%s: its example is found to be of it, and read', (name, adapter) => {
    const rows = adapter.documentation.example;
    const detection = detectSchema(rows);
    expect(detection).toMatchObject({ schema: name, sampled: rows.length });
    expect(detection.confidence).toBe(adapter.certainty);
    const reader = new DatasetReader(detection);
    for (const [row, fields] of rows.entries()) {
      const read = reader.readText({ row, line: row + 1 }, JSON.stringify(fields));
      expect(read).toMatchObject({ kind: 'read', schema: name });
    }
  });
});

describe('the schema of a file', () => {
  const ranked = { instruction: 'q', input: '', output: ['a', 'b'] };
  const labelled = { prompt: 'q', completion: 'a', label: true };

  it('is that of most rows, though a general one would read them all', () => {
    const detection = detectSchema([ranked, ranked, labelled]);
    expect(detection.schema).toBe('ranked-list');
    expect(detection.confidence).toBeCloseTo((0.8 * 2) / 3, 12);
    expect(detection.alternatives.map(({ schema }) => schema)).toEqual(['named-columns', 'kto']);
  });

  it('is none where no row has the marks of any', () => {
    expect(detectSchema([{ a: 1 }, {}])).toEqual({ schema: null, confidence: 0, alternatives: [], choices: [], sampled: 2 });
    expect(detectSchema([])).toMatchObject({ schema: null, sampled: 0 });
  });

  it('is the one that somebody named', () => {
    expect(detectSchema([ranked], { schema: 'kto' })).toMatchObject({ schema: 'kto', confidence: 1 });
    expect(detectSchema([ranked], { mapping: { chosen: 'output[0]', rejected: 'output[1]' } })).toMatchObject({ schema: 'named-columns', confidence: 1 });
  });
});
