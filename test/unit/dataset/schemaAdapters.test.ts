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
