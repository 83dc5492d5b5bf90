import { build } from 'esbuild';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

import type { RowSource } from '../../../src/core/ports';
import { openRowSource } from '../../../src/io/openRowSource';
import { locateAll } from './readAll';
import { temporaryFolder } from './temporaryFolder';

const folder = temporaryFolder();
const fixture = resolve('test/fixtures/parquet/snappy-2.parquet');
const open = (parquetWorkerFile?: string): Promise<RowSource> => openRowSource(fixture, { cacheFolder: folder.path('cache'), parquetWorkerFile });

async function contents(source: RowSource): Promise<unknown[]> {
  const located = await locateAll(source);
  return Promise.all(located.map((location) => source.read(location)));
}

describe('the Parquet worker', () => {
  let workerFile = '';
  beforeAll(async () => {
    workerFile = folder.path('worker.cjs');
    await build({ entryPoints: ['src/io/parquet/workerMain.ts'], outfile: workerFile, bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'silent' });
  });

  it('gives the rows that are given without it', async () => {
    const source = await open(workerFile);
    expect(await contents(source)).toEqual(await contents(await open()));
    await source.close();
  });

  it.each([
    ['ends', 'process.exit(3)'],
    ['throws', 'throw new Error("broken")'],
    ['takes all memory', 'const all = []; for (;;) all.push(new Array(1e6).fill({}))'],
  ])('that %s costs the rows that were asked for and nothing else', async (name, program) => {
    const file = await folder.file(`${name}.cjs`, `require('node:worker_threads').parentPort.on('message', () => { ${program} });`);
    const source = await open(file);
    const [first, second] = await locateAll(source);
    const answers = await Promise.all([source.read(first!), source.read(second!)]);
    for (const answer of answers) expect(answer.kind === 'damaged' && answer.reason).toMatch(/Row \d of the Parquet file cannot be decoded/);
    await source.close();
  });
});
