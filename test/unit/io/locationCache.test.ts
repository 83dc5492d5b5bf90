import { readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { RowIndex } from '../../../src/core/dataset/rowIndex';
import { FileChangedError } from '../../../src/core/errors';
import type { RowLocation } from '../../../src/core/ports';
import { CacheFolder } from '../../../src/io/cacheFolder';
import { FileBytes } from '../../../src/io/fileBytes';
import { LocationCache } from '../../../src/io/locationCache';
import { TextRowSource } from '../../../src/io/textRowSource';
import { locateAll, textAt } from './readAll';
import { temporaryFolder } from './temporaryFolder';

const folder = temporaryFolder();
const lines = (count: number, text = 'x'): string => Array.from({ length: count }, (_, index) => `{"a":"${text.repeat(index % 9)}","b":${String(index)}}\n`).join('');
const limits = { totalBytes: 1e9, days: 30 };

/** A source that keeps the places of any file, however small, and what its cache holds. */
async function keeping(path: string, cache = new CacheFolder(folder.path('places'), limits)): Promise<TextRowSource> {
  return TextRowSource.open(new FileBytes(path), { name: 'a.jsonl', compression: null, locations: new LocationCache(cache, 0) });
}

async function keptFiles(name = 'places'): Promise<string[]> {
  return (await readdir(folder.path(name)).catch(() => [])).filter((file) => file.endsWith('.bin')).map((file) => join(folder.path(name), file));
}

/** Overwrites what is kept with places of other rows, so that believing it shows. */
async function spoil(change: (content: Buffer) => Buffer): Promise<void> {
  for (const file of await keptFiles()) await writeFile(file, change(await readFile(file)));
}

describe('places of rows', () => {
  it('are kept, and the same when they come from there', async () => {
    const path = await folder.file('kept.jsonl', lines(10_000));
    const scanned = await locateAll(await keeping(path));
    expect(await keptFiles()).toHaveLength(1);
    const source = await keeping(path);
    expect(await locateAll(source)).toEqual(scanned);
    expect(await textAt(source, scanned[9_999]!)).toContain('"b":9999');
  });

  it('are found without reading the file again', async () => {
    const path = await folder.file('unread.jsonl', lines(200_000));
    const scanned = await locateAll(await keeping(path));
    const bytes = new FileBytes(path);
    const read: number[] = [];
    const chunks = bytes.chunks.bind(bytes);
    bytes.chunks = (start, signal) => (read.push(start), chunks(start, signal));
    const source = await TextRowSource.open(bytes, { name: 'a.jsonl', compression: null, locations: new LocationCache(new CacheFolder(folder.path('places'), limits), 0) });
    expect((await locateAll(source)).length).toBe(scanned.length);
    expect(read).toEqual([]);
  });

  it.each([
    ['is cut', (content: Buffer) => content.subarray(0, content.length - 5)],
    ['has a flipped bit', (content: Buffer) => Buffer.concat([content.subarray(0, -1), Buffer.from([(content.at(-1) ?? 0) ^ 1])])],
    ['is something else', () => Buffer.from('hello')],
    ['is empty', () => Buffer.alloc(0)],
    ['claims a huge header', (content: Buffer) => Buffer.concat([Buffer.from([0xff, 0xff, 0xff, 0xff]), content.subarray(4)])],
  ])('are found anew when what is kept %s', async (name, change) => {
    const path = await folder.file(`${name}.jsonl`, lines(3000));
    const scanned = await locateAll(await keeping(path));
    await spoil(change);
    expect(await locateAll(await keeping(path))).toEqual(scanned);
  });

  it('are found anew when the file changed, even with its size and time set back', async () => {
    const path = await folder.file('changed.jsonl', lines(3000));
    await locateAll(await keeping(path));
    const { atime, mtime } = await stat(path);
    await writeFile(path, lines(3000).replace('\n', ' '));
    await utimes(path, atime, mtime);
    expect((await locateAll(await keeping(path))).length).toBe(2999);
  });

  it('are not kept of a file that was not read to its end', async () => {
    await rm(folder.path('places'), { recursive: true, force: true });
    const source = await keeping(await folder.file('half.jsonl', lines(200_000)));
    const controller = new AbortController();
    for await (const chunk of source.locate(controller.signal)) if (chunk.length > 0) controller.abort();
    const growing = await folder.file('growing.jsonl', lines(200_000));
    const locating = (async () => {
      for await (const chunk of (await keeping(growing)).locate()) if (chunk.length > 0) await writeFile(growing, '{}\n', { flag: 'a' });
    })();
    await expect(locating).rejects.toSatisfy(FileChangedError.is);
    expect(await keptFiles()).toEqual([]);
  });

  it('are found where nothing can be kept', async () => {
    const blocked = await folder.file('blocked', 'a file, no folder');
    const source = await keeping(await folder.file('blocked.jsonl', lines(10)), new CacheFolder(blocked, limits));
    expect(await locateAll(source)).toHaveLength(10);
  });

  it('go when they are too much, the longest unused first', async () => {
    const cache = new CacheFolder(folder.path('small'), { totalBytes: 100_000, days: 30 });
    for (const number of [1, 2, 3, 4]) {
      await locateAll(await keeping(await folder.file(`many${String(number)}.jsonl`, lines(3000)), cache));
      await new Promise((resolve) => setTimeout(resolve, 20));
      await locateAll(await keeping(folder.path('many1.jsonl'), cache));
    }
    const kept = (await Promise.all((await keptFiles('small')).map((file) => readFile(file, 'latin1')))).map((content) => /many(\d)/.exec(content)?.[1]).sort();
    expect(kept).toEqual(['1', '4']);
  });
});

describe('an index of rows', () => {
  const locations: RowLocation[] = Array.from({ length: 20_000 }, (_, row) => ({
    row,
    line: row * 3 + 1,
    byteStart: row * 10 + (row > 9000 ? 6e9 : 0),
    byteLength: row % 10,
    ...(row > 15_000 ? { file: 1 } : {}),
  }));

  it('gives back what was put in: files beyond 4 GiB, shards, any chunks', () => {
    const index = new RowIndex();
    for (let first = 0; first < locations.length; first += 777) index.add(locations.slice(first, first + 777));
    expect(index.rowCount).toBe(20_000);
    expect([...index.chunks()].flat()).toEqual(locations);
    expect(index.location(20_000)).toBeUndefined();
    expect(index.location(-1)).toBeUndefined();
  });

  it('finds rows by their lines', () => {
    const index = new RowIndex();
    index.add(locations);
    expect([index.rowAtLine(1), index.rowAtLine(2), index.rowAtLine(30_001)]).toEqual([0, undefined, 10_000]);
    expect([index.firstRowFrom(0), index.firstRowFrom(5), index.firstRowFrom(1e9), index.lineOf(19_999), index.lineOf(20_000)]).toEqual([0, 2, 20_000, 59_998, 0]);
  });
});
