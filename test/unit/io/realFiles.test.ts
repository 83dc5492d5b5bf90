import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

import type { DatasetSummary } from '../../../src/core/dataset/datasetSummarizer';
import { locateSource } from '../../../src/core/dataset/locateSource';
import { openDatasetReader } from '../../../src/core/dataset/openDatasetReader';
import { summarizeDataset } from '../../../src/core/dataset/summarizeDataset';
import { wellFormed } from '../../../src/core/dataset/wellFormed';
import { contentHash } from '../../../src/io/contentHash';
import { readRowFields } from '../../../src/core/dataset/readRowFields';
import type { RowSource } from '../../../src/core/ports';
import { openRowSource } from '../../../src/io/openRowSource';
import { locateAll, readAll } from './readAll';
import { temporaryFolder } from './temporaryFolder';

const folder = temporaryFolder();
const open = (path: string): Promise<RowSource> => openRowSource(path, { cacheFolder: folder.path('cache') });
const data = (name: string) => resolve('../shared/data/preferences', name);

/** Runs where the file is there, and says what is missing where it is not. */
function onRealFile(name: string, what: string, test: (path: string) => Promise<void>): void {
  const path = data(name);
  const present = existsSync(path);
  it.skipIf(!present)(present ? what : `${what} (skipped: ${name} is not beside the repository)`, () => test(path));
}

async function unpacked(path: string): Promise<string> {
  return folder.file('unpacked.jsonl', gunzipSync(readFileSync(path)));
}

async function summarize(path: string): Promise<DatasetSummary> {
  const source = await open(path);
  return summarizeDataset(source, await openDatasetReader(source), contentHash);
}

describe('published files', () => {
  onRealFile('hh-rlhf/harmless-base-test.first1500.jsonl.gz', 'HH-RLHF gives 1,500 pairs', async (path) => {
    const summary = await summarize(await unpacked(path));
    expect(summary).toMatchObject({ rows: 1500, pairs: 1500, unreadable: [], schemas: [{ schema: 'hh-rlhf', share: 1 }], fields: { chosen: 1500, rejected: 1500 } });
  });

  onRealFile('hh-rlhf/harmless-base-test.first1500.jsonl.gz', 'every text of HH-RLHF is found again in its row', async (path) => {
    const file = await unpacked(path);
    const lines = readFileSync(file, 'utf8').split('\n');
    for (const row of await readAll(await open(file))) {
      if (row.kind === 'unreadable') throw new Error(row.unreadable.reason);
      const [pair] = row.pairs;
      if (pair === undefined) throw new Error('no pair');
      const line = lines[pair.line - 1] ?? '';
      for (const side of ['prompt', 'chosen', 'rejected'] as const) {
        const range = locateSource(line, pair.sources[side][0]!);
        expect(wellFormed(JSON.parse(`"${line.slice(range?.start, range?.end)}"`) as string)).toBe(pair.texts[side]);
      }
    }
  });

  onRealFile('open-instruct/preference_sample.jsonl', 'Tulu 3 is read by its conversations', async (path) => {
    const summary = await summarize(path);
    expect(summary.unreadable).toEqual([]);
    expect(summary).toMatchObject({ schemas: [{ schema: 'ultrafeedback-binarized', share: 1 }] });
    expect(summary.pairs).toBe(readFileSync(path, 'utf8').split('\n').filter((line) => line.trim() !== '').length);
  });

  onRealFile('anthropic-evals/agreeableness.jsonl', 'evaluations written by models are pairs, with a note on what was taken for chosen', async (path) => {
    const [first] = await readAll(await open(path));
    expect(first?.kind === 'read' && first.pairs[0]?.notes.map(({ code }) => code)).toEqual(['reading-assumed']);
  });
});

describe('every published file', () => {
  const root = data('');
  const all = existsSync(root) ? (readdirSync(root, { recursive: true }) as string[]).filter((name) => /\.(json|jsonl)(\.gz)?$/.test(name)).sort() : [];

  it.skipIf(all.length === 0)(all.length > 0 ? `is there: ${String(all.length)} of them` : 'is there (skipped: there are none beside the repository)', () => {
    expect(all.length).toBeGreaterThan(30);
  });

  it.each(all)('%s gives the rows that JSON.parse gives', async (name) => {
    const source = await open(data(name));
    const read: unknown[] = [];
    for (const location of await locateAll(source)) {
      const row = readRowFields(await source.read(location));
      read.push(row.kind === 'fields' ? row.fields : row.reason);
    }
    expect(read).toEqual(parsed(data(name)));
  });

  onRealFile('parquet/oa-changemyview.parquet', 'a Parquet file of lists gives the rows that pyarrow counts', async (path) => {
    const source = await open(path);
    const located = await locateAll(source);
    const contents = await Promise.all(located.map((location) => source.read(location)));
    expect(contents.map(({ kind }) => kind)).toEqual(Array<string>(100).fill('values'));
  });
});

/** Read whole, the plain way. */
function parsed(path: string): unknown[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '');
  try {
    const value = JSON.parse(text) as unknown;
    return Array.isArray(value) ? (value as unknown[]) : [value];
  } catch {
    return text.split('\n').filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as unknown);
  }
}
