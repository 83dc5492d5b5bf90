import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

import { openDatasetReader } from '../../../src/core/dataset/openDatasetReader';
import { summarizeDataset } from '../../../src/core/dataset/summarizeDataset';
import { contentHash } from '../../../src/io/contentHash';
import { openRowSource } from '../../../src/io/openRowSource';
import { locateAll } from '../io/readAll';
import { temporaryFolder } from '../io/temporaryFolder';
import { expectSourcesToHold } from './expectSourcesToHold';

interface Counts {
  readonly schema: string | null;
  readonly rows: number;
  readonly pairs: number;
  readonly ties: number;
  readonly unpaired: number;
}

/** Made by tools/counts/count_pairs.py, which shares no line with the readers. */
const counts = JSON.parse(readFileSync('test/fixtures/counts/preferences.json', 'utf8')) as Readonly<Record<string, Counts>>;
const folder = temporaryFolder();

/** Rows whose texts are looked up again in the file; all of a file would take minutes for the largest. */
const lookedUp = 25;

describe.each(Object.entries(counts))('%s', (name, { schema, ...expected }) => {
  const path = resolve('../shared/data/preferences', name);
  const present = existsSync(path);
  const missing = present ? '' : ' (skipped: the file is not beside the repository)';

  it.skipIf(!present)(`is found to be ${schema ?? 'of no schema'}, with the counts of an independent script${missing}`, async () => {
    const source = await openRowSource(path, { cacheFolder: folder.path('cache') });
    const reader = await openDatasetReader(source);
    const summary = await summarizeDataset(source, reader, contentHash);
    expect(summary).toMatchObject(expected);
    expect(reader.detection.schema).toBe(schema);
    expect(summary.schemas.map((one) => one.schema)).toEqual(schema === null ? [] : [schema]);
    if (schema === null) expect(summary.unreadable.every(({ code }) => code === 'missing-field')).toBe(true);
    else expect(summary.unreadable).toEqual([]);
    if (schema !== null) expect(reader.detection.confidence).toBeGreaterThanOrEqual(0.6);
    await source.close();
  });

  it.skipIf(!present || schema === null)(`gives texts that stand where it says${missing}`, async () => {
    const source = await openRowSource(path, { cacheFolder: folder.path('cache') });
    const reader = await openDatasetReader(source);
    for (const location of (await locateAll(source)).slice(0, lookedUp)) {
      expectSourcesToHold(await source.read(location), await reader.read(source, location));
    }
    await source.close();
  });
});
