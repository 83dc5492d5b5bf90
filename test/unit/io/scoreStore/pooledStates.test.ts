import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import type { PairScores } from '../../../../src/core/ports';
import { listStoreFiles } from '../../../../src/io/scoreStore/storeFiles';
import { temporaryFolder } from '../temporaryFolder';
import { evaluationOf, identity, knownIn, openStore, put, textsOf } from './samples';

const folder = temporaryFolder();

/** Of some pairs the states are known to be unknowable. */
const differenceOf = (index: number) => (index % 5 === 0 ? null : Float32Array.from({ length: 256 }, (_, axis) => Math.fround(Math.sin(index * 256 + axis))));

function putStates(scores: PairScores, from: number, to: number): void {
  for (let index = from; index < to; index++) scores.set(scores.keyOf(textsOf(index)), { ...evaluationOf(index), stateDifference: differenceOf(index) });
}

const statesIn = (scores: PairScores, count: number) => Array.from({ length: count }, (_, index) => scores.stateDifference(scores.keyOf(textsOf(index))));

describe('pooled states in the store', () => {
  it('come back to the last bit, beside figures that are what they are without', async () => {
    const place = folder.path('again');
    const first = await openStore(place);
    putStates(first.scores, 0, 300);
    put(first.scores, 300, 310);
    expect(statesIn(first.scores, 2)).toEqual([differenceOf(0), differenceOf(1)]);
    await first.store.dispose();
    const { store, scores } = await openStore(place);
    expect(knownIn(scores, 310)).toHaveLength(310);
    const opened = await store.open(identity, { pooled: true });
    expect(statesIn(opened, 310)).toEqual(Array.from({ length: 310 }, (_, index) => (index < 300 ? differenceOf(index) : undefined)));
    await store.dispose();
  });

  it('are read from disk only where they are asked for', async () => {
    const place = folder.path('apart');
    const first = await openStore(place);
    putStates(first.scores, 1, 20);
    await first.store.dispose();
    const { store, scores } = await openStore(place);
    expect(statesIn(scores, 20).every((one) => one === undefined)).toBe(true);
    const files = await listStoreFiles(place);
    const sizeOf = (part: string) => files.filter(({ path: file }) => path.relative(place, file).startsWith(part)).reduce((sum, { bytes }) => sum + bytes, 0);
    expect(sizeOf('states') / 16).toBeGreaterThan(1024);
    expect(sizeOf('pairs') / 19).toBeLessThan(320);
    await store.dispose();
  });

  it('of another policy are not known', async () => {
    const place = folder.path('policy');
    const first = await openStore(place);
    putStates(first.scores, 1, 3);
    await first.store.dispose();
    const { store } = await openStore(place);
    const other = await store.open({ ...identity, policyHash: 'dddddddddddddddd' }, { pooled: true });
    expect(statesIn(other, 3).every((one) => one === undefined)).toBe(true);
    const sameStates = await store.open({ ...identity, referenceHash: null, referenceName: null }, { pooled: true });
    expect(statesIn(sameStates, 3)[2]).toEqual(differenceOf(2));
    await store.dispose();
  });

  it('that are damaged are not known; figures are not touched', async () => {
    const place = folder.path('damaged');
    const first = await openStore(place);
    putStates(first.scores, 1, 10);
    await first.store.dispose();
    for (const name of await readdir(path.join(place, 'states'), { recursive: true })) {
      if (!name.endsWith('.pairs')) continue;
      const bytes = await readFile(path.join(place, 'states', name));
      bytes.fill(0xff, 600, 700);
      await writeFile(path.join(place, 'states', name), bytes);
    }
    const { store, scores, warnings } = await openStore(place);
    const opened = await store.open(identity, { pooled: true });
    expect(statesIn(opened, 10).filter((one) => one !== undefined)).toEqual([2, 3, 4, 5, 6, 7, 8, 9].map(differenceOf));
    expect(knownIn(scores, 10)).toHaveLength(9);
    expect(warnings).toHaveLength(1);
    await store.dispose();
  });

  it('take half of the store at most, and drive out no figures', async () => {
    const place = folder.path('bounded');
    const first = await openStore(place, { maximalBytes: 400_000 });
    put(first.scores, 0, 200);
    await first.store.dispose();
    for (let round = 0; round < 8; round++) {
      const { store, scores } = await openStore(place, { maximalBytes: 400_000 });
      putStates(scores, 1000 + round * 60, 1060 + round * 60);
      await store.dispose();
      await store.keepInBounds();
    }
    const files = await listStoreFiles(place);
    const states = files.filter(({ path: file }) => path.relative(place, file).startsWith('states'));
    expect(states.length).toBeGreaterThan(0);
    expect(states.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(200_000);
    const { store, scores } = await openStore(place, { maximalBytes: 400_000 });
    expect(knownIn(scores, 200)).toHaveLength(200);
    await store.dispose();
  });

  it('stay in memory where nothing is written, within bounds', async () => {
    const { store, scores } = await openStore(folder.path('off'), { maximalBytes: 0 });
    putStates(scores, 0, 50);
    expect(statesIn(scores, 50)).toEqual(Array.from({ length: 50 }, (_, index) => differenceOf(index)));
    await store.dispose();
  });
});
