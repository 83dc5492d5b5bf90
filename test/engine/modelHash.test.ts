import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import type { HashMemory } from '../../src/engine/model/hashMemory';

const settledModel = path.resolve(import.meta.dirname, '../../media/models/tiny-reference');
let folder: string;
let cache: string;

/** Modules loaded anew have no memory of their own: what another process would see. */
async function inAnotherProcess(): Promise<{ hash: (place: string, cacheFolder: string | null) => string; memory: new (cacheFolder: string | null) => HashMemory }> {
  vi.resetModules();
  const { modelHash } = await import('../../src/engine/model/modelHash');
  const { HashMemory: memory } = await import('../../src/engine/model/hashMemory');
  return { hash: (place, cacheFolder) => modelHash([path.join(place, 'model.onnx')], place, new memory(cacheFolder)), memory };
}

async function keptIn(cacheFolder: string): Promise<string[]> {
  return readdir(path.join(cacheFolder, 'hashes')).catch(() => []);
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'preflens-hash-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  cache = await mkdtemp(path.join(folder, 'cache-'));
});

describe('the hash of a model', () => {
  it('is the same with and without a memory, and depends on the tokenizer', async () => {
    const place = await mkdtemp(path.join(folder, 'model-'));
    await writeFile(path.join(place, 'model.onnx'), 'weights');
    const { hash } = await inAnotherProcess();
    const alone = hash(place, null);
    expect(alone).toMatch(/^[0-9a-f]{16}$/);
    expect(hash(place, cache)).toBe(alone);
    await writeFile(path.join(place, 'tokenizer.json'), '{}');
    expect(hash(place, null)).not.toBe(alone);
  });

  it('is read from the cache by the next process instead of reading the weights again', async () => {
    const hash = (await inAnotherProcess()).hash(settledModel, cache);
    const [kept] = await keptIn(cache);
    const file = path.join(cache, 'hashes', kept!);
    expect(await readFile(file, 'utf8')).toBe(hash);
    await writeFile(file, '0123456789abcdef');
    expect((await inAnotherProcess()).hash(settledModel, cache)).toBe('0123456789abcdef');
  });

  it('is made anew where what was kept is damaged', async () => {
    const hash = (await inAnotherProcess()).hash(settledModel, cache);
    const [kept] = await keptIn(cache);
    await writeFile(path.join(cache, 'hashes', kept!), '');
    expect((await inAnotherProcess()).hash(settledModel, cache)).toBe(hash);
  });

  it('of a file written a moment ago is not kept, since a further change might not show', async () => {
    const place = await mkdtemp(path.join(folder, 'fresh-'));
    await writeFile(path.join(place, 'model.onnx'), 'weights');
    (await inAnotherProcess()).hash(place, cache);
    expect(await keptIn(cache)).toEqual([]);
  });

  it('notices another content of the same size whose time was set back', async () => {
    const place = await mkdtemp(path.join(folder, 'set-back-'));
    const file = path.join(place, 'model.onnx');
    const time = new Date('2026-01-02T03:04:05Z');
    const write = async (content: string): Promise<void> => {
      await writeFile(file, content);
      await utimes(file, time, time);
    };
    await write('weights 1');
    const { hash } = await inAnotherProcess();
    const before = hash(place, cache);
    // The clock of the file system may be coarse.
    await vi.waitUntil(async () => {
      await write('weights 2');
      return hash(place, cache) !== before;
    });
    expect((await stat(file)).mtimeMs).toBe(time.getTime());
  });

  it('is still made where the cache cannot be written', async () => {
    const blocked = path.join(cache, 'file');
    await writeFile(blocked, '');
    expect((await inAnotherProcess()).hash(settledModel, blocked)).toMatch(/^[0-9a-f]{16}$/);
  });
});
