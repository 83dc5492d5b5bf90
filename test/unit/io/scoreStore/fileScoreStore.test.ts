import { readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { clearStore, listStoreFiles } from '../../../../src/io/scoreStore/storeFiles';
import { storeFolder } from '../../../../src/io/scoreStore/storeFolder';
import { temporaryFolder } from '../temporaryFolder';
import { evaluationOf, identity, knownIn, openStore, put, textsOf } from './samples';

const folder = temporaryFolder();

async function filled(name: string, count: number): Promise<string> {
  const place = folder.path(name);
  const { store, scores } = await openStore(place);
  put(scores, 0, count);
  await store.dispose();
  return place;
}

async function segmentsOf(place: string): Promise<string[]> {
  return (await readdir(place, { recursive: true })).filter((name) => name.endsWith('.pairs')).map((name) => path.join(place, name));
}

describe('a store that is opened again', () => {
  it('gives every figure as it was, to the last bit', async () => {
    const { store, scores, warnings } = await openStore(await filled('again', 500));
    for (let index = 0; index < 500; index++) expect(scores.get(scores.keyOf(textsOf(index))).outcome).toEqual(evaluationOf(index));
    expect(scores.get(scores.keyOf(textsOf(500)))).toEqual({ outcome: null, reference: null });
    expect(warnings).toEqual([]);
    await store.dispose();
  });

  it('takes about 300 bytes a pair', async () => {
    const files = await listStoreFiles(await filled('size', 1000));
    expect(files.reduce((sum, { bytes }) => sum + bytes, 0) / 1000).toBeLessThan(320);
  });

  it('knows failures that would come out the same, and forgets the others', async () => {
    const place = folder.path('failures');
    const first = await openStore(place);
    const failure = { code: 'prompt-fills-max-length', message: 'Der Prompt füllt alles.' } as const;
    first.scores.set(first.scores.keyOf(textsOf(1)), failure);
    first.scores.set(first.scores.keyOf(textsOf(2)), { code: 'worker-crashed', message: 'died' });
    await first.store.dispose();
    const { store, scores } = await openStore(place);
    expect(scores.get(scores.keyOf(textsOf(1))).outcome).toEqual(failure);
    expect(scores.get(scores.keyOf(textsOf(2))).outcome).toBeNull();
    await store.dispose();
  });
});

describe('what a score depends on', () => {
  it.each([
    ['convention', { convention: 'trl-0.20' as const }],
    ['maximal length', { maxLength: 512 }],
    ['precision', { precision: 'q8' }],
    ['policy', { policyHash: 'dddddddddddddddd' }],
  ])('another %s knows no evaluation', async (_, change) => {
    const { store } = await openStore(await filled('depends', 5));
    const scores = await store.open({ ...identity, ...change });
    expect(knownIn(scores, 5)).toEqual([]);
    await store.dispose();
  });

  it('another policy with the same tokenizer shares what the reference said; one with another tokenizer does not', async () => {
    const { store } = await openStore(await filled('shared', 5));
    const { chosen, rejected } = evaluationOf(3);
    const other = await store.open({ ...identity, policyHash: 'dddddddddddddddd', policyName: 'checkpoint', allFigures: false });
    expect(other.get(other.keyOf(textsOf(3)))).toEqual({
      outcome: null,
      reference: {
        chosen: { referenceLogProbability: chosen.referenceLogProbability, sharedLengthReferenceLogProbability: chosen.sharedLengthReferenceLogProbability },
        rejected: { referenceLogProbability: rejected.referenceLogProbability, sharedLengthReferenceLogProbability: rejected.sharedLengthReferenceLogProbability },
      },
    });
    // KL needs the reference's whole distribution, which is not kept.
    const withKl = await store.open({ ...identity, policyHash: 'dddddddddddddddd' });
    expect(withKl.get(withKl.keyOf(textsOf(3)))).toEqual({ outcome: null, reference: null });
    const stranger = await store.open({ ...identity, policyHash: 'dddddddddddddddd', tokenizerHash: 'eeeeeeeeeeeeeeee', allFigures: false });
    expect(stranger.get(stranger.keyOf(textsOf(3)))).toEqual({ outcome: null, reference: null });
    await store.dispose();
  });

  it('the texts alone name a pair', async () => {
    const { store, scores } = await openStore(folder.path('keys'));
    const key = (chosen: string, rejected: string) => Buffer.from(scores.keyOf({ format: 'standard', prompt: 'p', chosen, rejected })).toString('hex');
    expect(key('a', 'b')).toBe(key('a', 'b'));
    expect(new Set([key('a', 'b'), key('b', 'a'), key('ab', ''), key('', 'ab')]).size).toBe(4);
    await store.dispose();
  });
});

describe('a damaged store', () => {
  it('never gives a wrong figure, whatever bytes are wrong, and says so in one line', async () => {
    const place = await filled('damaged', 60);
    const files = await Promise.all((await segmentsOf(place)).map(async (name) => [name, await readFile(name)] as const));
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(255), fc.nat(1), async (at, byte, which) => {
        const [name, bytes] = files[which % files.length]!;
        const wrong = Buffer.from(bytes);
        wrong[at % wrong.length] = (wrong[at % wrong.length]! + 1 + (byte % 255)) & 255;
        await writeFile(name, wrong);
        const { store, scores, warnings } = await openStore(place);
        // knownIn throws where a figure is not the right one.
        expect(knownIn(scores, 60).length).toBeGreaterThanOrEqual(0);
        expect(warnings.length).toBeLessThanOrEqual(1);
        put(scores, 0, 60);
        expect(knownIn(scores, 60)).toHaveLength(60);
        await writeFile(name, bytes);
        await store.dispose();
        for (const extra of await segmentsOf(place)) if (!files.some(([known]) => known === extra)) await rm(extra);
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it('keeps what comes before a cut, at any byte, without a word', async () => {
    const place = await filled('cut', 20);
    const [name] = await segmentsOf(place);
    const { size } = await stat(name!);
    for (let length = size; length >= 0; length -= 97) {
      await truncate(name!, length);
      const { store, scores, warnings } = await openStore(place);
      expect(knownIn(scores, 20).length).toBeLessThanOrEqual(20);
      expect(warnings).toEqual([]);
      await store.dispose();
    }
  });

  it('that is deleted while it is open takes new scores into a file that exists', async () => {
    const place = folder.path('deleted');
    const first = await openStore(place);
    put(first.scores, 0, 10);
    await first.store.flush();
    await clearStore(place);
    put(first.scores, 10, 20);
    await first.store.dispose();
    const { store, scores } = await openStore(place);
    expect(knownIn(scores, 20)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    await store.dispose();
  });
});

describe('the size of the store', () => {
  it('stays below its bound; what was used last is kept', async () => {
    const place = folder.path('bounded');
    for (let round = 0; round < 12; round++) {
      const { store, scores } = await openStore(place, { maximalBytes: 200_000 });
      await store.keepInBounds();
      put(scores, round * 150, round * 150 + 150);
      await store.dispose();
      const files = await listStoreFiles(place);
      expect(files.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(250_000);
      // Files of one second are told apart by what a file system of coarse times would say.
      await Promise.all(files.map(({ path: file, used }) => utimes(file, new Date(), new Date(used - 60_000))));
    }
    const { store, scores } = await openStore(place, { maximalBytes: 200_000 });
    const known = knownIn(scores, 1800);
    expect(known).toContain(1799);
    expect(known).not.toContain(0);
    await store.dispose();
  });

  it('0 reads and writes nothing', async () => {
    const place = await filled('off', 5);
    const before = await listStoreFiles(place);
    const { store, scores } = await openStore(place, { maximalBytes: 0 });
    expect(knownIn(scores, 5)).toEqual([]);
    put(scores, 0, 10);
    expect(knownIn(scores, 10)).toHaveLength(10);
    await store.dispose();
    expect(await listStoreFiles(place)).toEqual(before);
  });

  it('counts and deletes only what the store made', async () => {
    const place = await filled('strangers', 5);
    await writeFile(path.join(place, 'notes.txt'), 'mine');
    await writeFile(path.join(place, 'pairs', 'thesis.txt'), 'mine');
    expect(await clearStore(place)).toBeGreaterThan(0);
    expect(await listStoreFiles(place)).toEqual([]);
    expect(await readFile(path.join(place, 'pairs', 'thesis.txt'), 'utf8')).toBe('mine');
  });
});

describe('many small files', () => {
  it('are put together when the store is opened, and nothing is lost; a writer that is alive goes on', async () => {
    const place = folder.path('many');
    const alive = await openStore(place);
    put(alive.scores, 0, 10);
    await alive.store.flush();
    for (let run = 1; run < 40; run++) {
      const { store, scores } = await openStore(place);
      put(scores, run * 10, run * 10 + 10);
      await store.dispose();
    }
    const long = new Date(Date.now() - 3_000_000);
    await Promise.all((await segmentsOf(place)).map((file) => utimes(file, long, long)));
    const { store, scores, warnings } = await openStore(place);
    // One for each part: policy, reference, and both.
    expect((await segmentsOf(place)).length).toBe(3);
    expect(knownIn(scores, 400)).toHaveLength(400);
    put(alive.scores, 400, 410);
    await alive.store.dispose();
    await store.dispose();
    const last = await openStore(place);
    expect(knownIn(last.scores, 410)).toHaveLength(410);
    expect([...warnings, ...alive.warnings, ...last.warnings]).toEqual([]);
    await last.store.dispose();
  });
});

describe('the place of the store', () => {
  it('follows the custom of each system, or PREFLENS_STORE', () => {
    expect(storeFolder({ env: { XDG_CACHE_HOME: '/c' }, platform: 'linux' })).toBe(path.join('/c', 'preflens', 'scores'));
    expect(storeFolder({ env: {}, platform: 'darwin' })).toMatch(/Library.Caches.preflens.scores$/);
    expect(storeFolder({ env: { LOCALAPPDATA: 'L' }, platform: 'win32' })).toBe(path.join('L', 'preflens', 'Cache', 'scores'));
    expect(storeFolder({ env: { PREFLENS_STORE: '/elsewhere', XDG_CACHE_HOME: '/c' }, platform: 'linux' })).toBe(path.resolve('/elsewhere'));
  });
});
