import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { DatasetReader } from '../../../src/core/dataset/datasetReader';
import { openDatasetReader } from '../../../src/core/dataset/openDatasetReader';
import type { ChatMessage, ReadRow } from '../../../src/core/dataset/preferencePair';
import { RecentPlaces } from '../../../src/core/dataset/rowPlaces';
import { schemaNames } from '../../../src/core/dataset/schemaNames';
import { openRowSource } from '../../../src/io/openRowSource';
import { locateAll } from '../io/readAll';
import { temporaryFolder } from '../io/temporaryFolder';
import { expectSourcesToHold } from './expectSourcesToHold';

/** What a row gives, texts only; turns are written as "role: content". */
interface ExpectedRow {
  /** Prompt, chosen, rejected, and the names of the two answers. */
  readonly pairs?: readonly (readonly string[])[];
  readonly ties?: readonly (readonly string[])[];
  /** Prompt, answer, label and score. */
  readonly unpaired?: readonly (readonly (string | number | boolean | null)[])[];
  readonly notes?: readonly string[];
  readonly labels?: Readonly<Record<string, string | number>>;
  readonly tools?: readonly unknown[];
}

const folder = temporaryFolder();
const fixture = (name: string) => `test/fixtures/schemas/${name}`;
const expected = JSON.parse(readFileSync(fixture('expected.json'), 'utf8')) as Readonly<Record<string, { readonly schema: string; readonly rows: readonly ExpectedRow[] }>>;

function shown(text: string | readonly ChatMessage[]): string {
  return typeof text === 'string' ? text : text.map(({ role, content }) => `${role}: ${content}`).join('\n');
}

function summarised(row: ReadRow) {
  return {
    pairs: row.pairs.map(({ texts, provenance }) => [shown(texts.prompt), shown(texts.chosen), shown(texts.rejected), provenance.chosen, provenance.rejected]),
    ties: row.loose.filter(({ kind }) => kind === 'tie').map(({ answers }) => answers.map(({ text }) => shown(text))),
    unpaired: row.loose.filter(({ kind }) => kind === 'unpaired').map(({ prompt, answers, label, score }) => [shown(prompt), ...answers.map(({ text }) => shown(text)), label, score]),
  };
}

function expectRow(row: ReadRow, { notes, labels, tools, ...texts }: ExpectedRow): void {
  expect(summarised(row)).toEqual({ pairs: [], ties: [], unpaired: [], ...texts });
  const [first] = row.pairs;
  if (notes) expect([...row.notes, ...(first?.notes ?? [])].map(({ code }) => code)).toEqual(notes);
  if (labels) expect((first ?? row.loose[0])?.labels).toEqual(labels);
  if (tools) expect(first?.texts).toMatchObject({ tools });
}

describe('a file written after the documentation of each schema', () => {
  it('is there for every schema', () => {
    expect([...new Set(Object.values(expected).map(({ schema }) => schema))].sort()).toEqual([...schemaNames].sort());
  });

  it.each(Object.entries(expected))('%s is found and read, text for text', async (name, { schema, rows }) => {
    const source = await openRowSource(fixture(name), { cacheFolder: folder.path('cache') });
    const reader = await openDatasetReader(source);
    expect(reader.detection.schema).toBe(schema);
    const places = new RecentPlaces();
    const locations = await locateAll(source);
    expect(locations.length).toBe(rows.length);
    for (const location of locations) {
      const row = await reader.read(source, location, places.at);
      places.add(location);
      if (row.kind === 'unreadable') throw new Error(`row ${String(location.row)}: ${row.unreadable.reason}`);
      expectRow(row, rows[location.row] ?? {});
      expectSourcesToHold(await source.read(location), row);
    }
    await source.close();
  });

  it('reads rows that make pairs with rows before them in any order', async () => {
    const source = await openRowSource(fixture('23-helpsteer.jsonl'), { cacheFolder: folder.path('cache') });
    const locations = await locateAll(source);
    const read = async (order: readonly number[]) => {
      const reader = await openDatasetReader(source);
      const rows = new Map<number, unknown>();
      for (const row of order) rows.set(row, await reader.read(source, locations[row]!, (other) => locations[other]));
      return [0, 1, 2, 3].map((row) => rows.get(row));
    };
    expect(await read([3, 1, 0, 2])).toEqual(await read([0, 1, 2, 3]));
    expect(await read([2, 1, 0, 3])).toEqual(await read([0, 1, 2, 3]));
    await source.close();
  });

  it('reads a row of another schema than its file by its own, and says so', () => {
    const rows = ['{"prompt":"p","chosen":"a","rejected":"b"}', '{"x":"q","pos":"c","neg":"d"}'];
    const reader = new DatasetReader({ schema: 'trl-explicit', confidence: 1, alternatives: [], choices: [], sampled: 1 });
    const read = rows.map((text, row) => reader.readText({ row, line: row + 1 }, text));
    expect(read[0]).toMatchObject({ kind: 'read', schema: 'trl-explicit', notes: [] });
    expect(read[1]).toMatchObject({ kind: 'read', schema: 'named-columns', notes: [{ code: 'other-schema' }] });
  });
});
