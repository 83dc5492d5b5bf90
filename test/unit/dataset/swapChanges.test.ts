import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { openDatasetReader } from '../../../src/core/dataset/openDatasetReader';
import { responseText, type DatasetRow, type PreferencePair } from '../../../src/core/dataset/preferencePair';
import { withValue } from '../../../src/core/dataset/reading/withValue';
import { readRowFields } from '../../../src/core/dataset/readRowFields';
import { RecentPlaces } from '../../../src/core/dataset/rowPlaces';
import type { RowContent } from '../../../src/core/ports';
import { openRowSource } from '../../../src/io/openRowSource';
import { locateAll } from '../io/readAll';
import { temporaryFolder } from '../io/temporaryFolder';

const folder = temporaryFolder();
const files = readdirSync('test/fixtures/schemas').filter((name) => name !== 'expected.json');
/** No one field of a row says which answer wins here: another row has a part in it, or several annotators have. */
const withoutSwap = new Set(['23-helpsteer.jsonl', '31-pandalm.json']);

function texts({ texts: { prompt, chosen, rejected } }: PreferencePair): readonly string[] {
  return [responseText(prompt), responseText(chosen), responseText(rejected)];
}

function pairsOf(row: DatasetRow): readonly PreferencePair[] {
  if (row.kind === 'unreadable') throw new Error(row.unreadable.reason);
  return row.pairs;
}

describe('what is written to swap a pair', () => {
  it.each(files)('%s: the row then prefers the other answer', async (name) => {
    const source = await openRowSource(`test/fixtures/schemas/${name}`, { cacheFolder: folder.path('cache') });
    const reader = await openDatasetReader(source);
    const places = new RecentPlaces();
    for (const location of await locateAll(source)) {
      const content = await source.read(location);
      const parsed = readRowFields(content);
      if (parsed.kind === 'problem') throw new Error(parsed.reason);
      for (const pair of pairsOf(await reader.read(source, location, places.at))) {
        const changes = reader.swapChanges(parsed.fields, pair);
        expect(changes === undefined).toBe(withoutSwap.has(name));
        if (changes === undefined) continue;
        const changed = changes.reduce((fields, { path, value }) => withValue(fields, path, value), parsed.fields as unknown);
        const swapped: RowContent = { kind: 'values', fields: changed as Readonly<Record<string, unknown>> };
        const [prompt, chosen, rejected] = texts(pair);
        expect(pairsOf(reader.readContent(location, swapped)).map(texts)).toContainEqual([prompt, rejected, chosen]);
      }
      places.add(location);
    }
    await source.close();
  });

  it('replaces texts that hold JSON as a whole', async () => {
    const completions = JSON.stringify([{ model: 'a', response: 'x', overall_score: 1 }, { model: 'b', response: 'y', overall_score: 2 }]);
    const source = await openRowSource(await folder.file('cells.csv', `instruction,completions\nQ,"${completions.replaceAll('"', '""')}"\n`), { cacheFolder: folder.path('cache') });
    const reader = await openDatasetReader(source);
    const [location] = await locateAll(source);
    const fields = { instruction: 'Q', completions };
    const [pair] = pairsOf(await reader.read(source, location!));
    expect(pair?.schema).toBe('ultrafeedback');
    expect(reader.swapChanges(fields, pair!)).toEqual([{ path: ['completions'], value: completions.replace('score":1', 'score":0').replace('score":2', 'score":1').replace('score":0', 'score":2') }]);
  });
});
