import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { build } from 'esbuild';
import { beforeAll, describe, expect, it, vi } from 'vitest';

import { temporaryFolder } from '../temporaryFolder';
import { knownIn, openStore, put } from './samples';

const folder = temporaryFolder();
const program = () => folder.path('storeProcess.cjs');

beforeAll(async () => {
  await build({ entryPoints: [path.join(import.meta.dirname, 'storeProcess.ts')], outfile: program(), bundle: true, platform: 'node', target: 'node20', format: 'cjs', logLevel: 'warning' });
});

function start(store: string, from: number, to: number, { mode = '', shell = '' } = {}): ChildProcess {
  const words = [program(), store, String(from), String(to), mode];
  const options = { stdio: ['ignore', 'pipe', 'inherit'] as ['ignore', 'pipe', 'inherit'] };
  return shell === '' ? spawn(process.execPath, words, options) : spawn('sh', ['-c', `${shell}; exec "$0" "$@"`, process.execPath, ...words], options);
}

async function outputOf(child: ChildProcess): Promise<string> {
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (data: string) => (output += data));
  await once(child, 'close');
  return output;
}

describe('several processes on one store', () => {
  it('store at once, and each sees what all stored', async () => {
    const place = folder.path('several');
    const outputs = await Promise.all([0, 1, 2].map((one) => outputOf(start(place, one * 400, one * 400 + 600))));
    expect(outputs).toEqual(Array(3).fill('stored []\n'));
    const { store, scores, warnings } = await openStore(place);
    expect(knownIn(scores, 1500)).toHaveLength(1400);
    expect(warnings).toEqual([]);
    await store.dispose();
  });

  it('see what is stored while they are open', async () => {
    const place = folder.path('open');
    const first = await openStore(place);
    const second = await openStore(place);
    put(second.scores, 0, 10);
    await second.store.flush();
    expect(knownIn(first.scores, 10)).toEqual([]);
    const { identity } = await import('./samples');
    await vi.waitUntil(async () => knownIn(await first.store.open(identity), 10).length === 10, { timeout: 50_000 });
    await Promise.all([first.store.dispose(), second.store.dispose()]);
  });
});

describe('a process that is killed while it writes', () => {
  it('costs at most what it had not written; the store stays whole', async () => {
    const place = folder.path('killed');
    for (let life = 0; life < 8; life++) {
      const child = start(place, life * 100_000, life * 100_000 + 90_000, { mode: 'endless' });
      await once(child.stdout!, 'data');
      await new Promise((resolve) => setTimeout(resolve, 20 + 13 * life));
      child.kill('SIGKILL');
      await once(child, 'close');
    }
    const { store, scores, warnings } = await openStore(place);
    const known = knownIn(scores, 50);
    expect(known).toHaveLength(50);
    expect(warnings).toEqual([]);
    put(scores, 50_000_000, 50_000_010);
    await store.dispose();
  });
});

describe.skipIf(process.platform === 'win32')('a disk that takes no more', () => {
  it('is said once; what fitted is kept, and the process goes on', async () => {
    const place = folder.path('full');
    const output = await outputOf(start(place, 0, 1000, { shell: 'ulimit -f 40' }));
    expect(output).toMatch(/^stored \["Scores cannot be stored in .* \(EFBIG\); they are kept in memory until this process ends\. Scoring goes on\."\]\n$/);
    const { store, scores, warnings } = await openStore(place);
    expect(warnings).toEqual([]);
    const before = knownIn(scores, 1000);
    expect(before.length).toBeLessThan(1000);
    put(scores, 0, 1000);
    await store.flush();
    expect(knownIn(scores, 1000)).toHaveLength(1000);
    await store.dispose();
  });

  it('gives what it holds, though nothing can be written', async () => {
    const place = folder.path('full');
    const sizes = async () => Promise.all((await readdir(place, { recursive: true })).sort().map(async (name) => [name, (await stat(path.join(place, name))).size]));
    const before = await sizes();
    const output = await outputOf(start(place, 2000, 2010, { shell: 'ulimit -f 0' }));
    expect(output).toContain('EFBIG');
    expect((await sizes()).filter(([, size]) => size !== 0)).toEqual(before.filter(([, size]) => size !== 0));
    const { store, scores } = await openStore(place);
    expect(knownIn(scores, 1000)).toHaveLength(1000);
    await store.dispose();
  });
});

describe('a folder that cannot be made', () => {
  it('leaves the scores in memory, with one warning', async () => {
    await mkdir(folder.path('blocked'));
    await writeFile(folder.path('blocked/file'), '');
    const { store, scores, warnings } = await openStore(folder.path('blocked/file/scores'));
    put(scores, 0, 10);
    await store.flush();
    put(scores, 10, 20);
    await store.flush();
    expect(knownIn(scores, 20)).toHaveLength(20);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/ENOTDIR.*Scoring goes on/);
    await store.dispose();
  });
});
