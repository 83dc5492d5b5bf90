import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

import { FileChangedError, UnreadableFileError } from '../../../src/core/errors';
import type { RowSource } from '../../../src/core/ports';
import { openRowSource } from '../../../src/io/openRowSource';
import { locateAll, readAll, textAt } from './readAll';
import { temporaryFolder } from './temporaryFolder';

const folder = temporaryFolder();
const open = (path: string): Promise<RowSource> => openRowSource(path, { cacheFolder: folder.path('cache') });
const rowText = (index: number) => `{"prompt":"Question ${String(index)}? ","chosen":"Yes, ${'é'.repeat(index % 7)}","rejected":"No"}`;
const lines = (count: number, end = '\n') => Array.from({ length: count }, (_, index) => rowText(index) + end).join('');

async function texts(path: string): Promise<string[]> {
  const source = await open(path);
  const read: string[] = [];
  for (const location of await locateAll(source)) read.push(await textAt(source, location));
  return read;
}

describe('rows of a JSON Lines file', () => {
  it.each([
    ['LF', `${rowText(0)}\n${rowText(1)}\n`, [1, 2]],
    ['CRLF', `${rowText(0)}\r\n${rowText(1)}\r\n`, [1, 2]],
    ['no line end at the end', `${rowText(0)}\n${rowText(1)}`, [1, 2]],
    ['byte order mark', `\uFEFF${rowText(0)}\n${rowText(1)}`, [1, 2]],
    ['blank lines', `\n \t\n${rowText(0)}\r\n\r\n${rowText(1)}\n\n`, [3, 5]],
  ])('%s', async (name, content, numbers) => {
    const path = await folder.file(`${name}.jsonl`, content);
    expect(await texts(path)).toEqual([rowText(0), rowText(1)]);
    const located = await locateAll(await open(path));
    expect(located.map(({ line }) => line)).toEqual(numbers);
    expect(located.map(({ row }) => row)).toEqual([0, 1]);
  });

  it.each([
    ['empty', ''],
    ['only a byte order mark', '\uFEFF'],
    ['only blank lines', '\n\r\n  \n'],
  ])('no rows, and no error, in a file that is %s', async (name, content) => {
    expect(await texts(await folder.file(`${name}.jsonl`, content))).toEqual([]);
  });

  it('keeps a lone CR inside the row, where it is white space', async () => {
    const path = await folder.file('cr.jsonl', `{"prompt":"p",\r"chosen":"c","rejected":"r"}\n`);
    expect((await readAll(await open(path))).map((row) => row.kind)).toEqual(['read']);
  });

  it('of 40,000 rows come in order, complete, from several chunks', async () => {
    const path = await folder.file('many.jsonl', lines(40_000));
    const source = await open(path);
    const chunks: number[] = [];
    for await (const chunk of source.locate()) chunks.push(chunk.length);
    expect(chunks.length).toBeGreaterThan(1);
    expect(await texts(path)).toEqual(Array.from({ length: 40_000 }, (_, index) => rowText(index)));
  });

  it('may be long: 5 MB in one row', async () => {
    const long = `{"prompt":"p","chosen":"${'x'.repeat(5_000_000)}","rejected":"r"}`;
    const rows = await readAll(await open(await folder.file('long.jsonl', `${rowText(0)}\n${long}\n${rowText(1)}\n`)));
    expect(rows.map((row) => row.kind)).toEqual(['read', 'read', 'read']);
    expect(rows[1]?.kind === 'read' && rows[1].pairs[0]?.texts.chosen.length).toBe(5_000_000);
  });

  it('above 64 MiB are located, and reported without being read', async () => {
    const path = await folder.file('huge.jsonl', Buffer.concat([Buffer.from(`${rowText(0)}\n`), Buffer.alloc(65 * 1024 * 1024, 0x78), Buffer.from(`\n${rowText(1)}\n`)]));
    const rows = await readAll(await open(path));
    expect(rows.map((row) => (row.kind === 'read' ? 'read' : row.unreadable.code))).toEqual(['read', 'row-too-large', 'read']);
    await rm(path);
  });

  it('can be read in any order and at the same time', async () => {
    const source = await open(await folder.file('random.jsonl', lines(5000)));
    const located = await locateAll(source);
    const picked = located.filter(({ row }) => row % 37 === 0).reverse();
    const read = await Promise.all(picked.map((location) => textAt(source, location)));
    expect(read).toEqual(picked.map(({ row }) => rowText(row)));
  });

  it('stop coming, without error, when the signal is aborted', async () => {
    const source = await open(await folder.file('abort.jsonl', lines(40_000)));
    const controller = new AbortController();
    let rows = 0;
    for await (const chunk of source.locate(controller.signal)) {
      rows += chunk.length;
      controller.abort();
    }
    expect(rows).toBeGreaterThan(0);
    expect(rows).toBeLessThan(40_000);
  });
});

describe('a file that is damaged', () => {
  it('gives every row once, read or located, whatever bytes are flipped', async () => {
    const original = Buffer.from(lines(40));
    const flip = fc.record({ at: fc.nat(original.length - 1), value: fc.nat(255) });
    const single = fc.record({ at: fc.nat(original.length - 1), bit: fc.nat(7) }).map(({ at, bit }) => ({ at, value: (original[at] ?? 0) ^ (1 << bit) }));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(flip, single), { minLength: 1, maxLength: 30 }), async (flips) => {
        const damaged = Buffer.from(original);
        for (const { at, value } of flips) damaged[at] = value;
        const rows = await readAll(await open(await folder.file('flipped.jsonl', damaged)));
        const expected = damaged.toString('latin1').split('\n').filter((line) => /[^ \t\r]/.test(line));
        const places = rows.map((row) => (row.kind === 'read' ? row : row.unreadable));
        expect(places.map(({ row }) => row)).toEqual(expected.map((_, index) => index));
        for (const row of rows) {
          if (row.kind === 'unreadable') expect(row.unreadable.column).toBeGreaterThan(0);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('in its first byte only loses its first row', async () => {
    const damaged = Buffer.from(lines(3));
    damaged[0] = '['.charCodeAt(0);
    const rows = await readAll(await open(await folder.file('first.jsonl', damaged)));
    expect(rows.map((row) => row.kind)).toEqual(['unreadable', 'read', 'read']);
  });
});

describe('a file that cannot be read', () => {
  it.each([
    ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n', /git lfs pull/],
    ['Zstandard', Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), /unpack it first/],
    ['zip', 'PK\u0003\u0004', /unpack it first/],
    ['Parquet without a footer', 'PAR1\u0000', /damaged footer/],
    ['Arrow', 'ARROW1', /save it as Parquet/],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0]), /save it as UTF-8/],
  ])('%s', async (name, content, message) => {
    const path = await folder.file(`${name}.data`, content);
    await refuses(path, message);
  });

  it.each([
    ['an opening brace alone in the first line', '{\n{"a":1}\n', 2],
    ['lists, one a line', '[{"a":1}]\n[{"a":2}]\n', 2],
    ['a first row with a bracket for a brace', '["a":1}\n{"a":1}\n', 2],
  ])('is not one with %s: its rows are', async (name, content, count) => {
    const rows = await readAll(await open(await folder.file(`${name}.jsonl`, content)));
    expect(rows.map((row) => row.kind)).toEqual(Array<string>(count).fill('unreadable'));
  });

  it('a missing file, a folder, a pipe, a link in a circle', async () => {
    await refuses(folder.path('none.jsonl'), /does not exist/);
    await mkdir(folder.path('folder.jsonl'));
    await refuses(folder.path('folder.jsonl'), /is a folder without dataset files/);
    if (process.platform === 'win32') return;
    execFileSync('mkfifo', [folder.path('pipe')]);
    await refuses(folder.path('pipe'), /not a regular file/);
    await symlink(folder.path('circle'), folder.path('circle'));
    await refuses(folder.path('circle'), /circle/);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('a file without permission (not as root, who may read all)', async () => {
    const path = await folder.file('secret.jsonl', lines(1));
    await chmod(path, 0);
    await refuses(path, /permissions/);
  });

  async function refuses(path: string, message: RegExp): Promise<void> {
    const failure = open(path).then(locateAll);
    await expect(failure).rejects.toSatisfy(UnreadableFileError.is);
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.toThrow(path);
  }
});

describe('a file that changes after its rows were located', () => {
  it.each([
    ['is appended to', async (path: string) => writeFile(path, lines(1), { flag: 'a' })],
    ['is written anew with the same size', async (path: string) => {
      await writeFile(path, lines(100).replace('Yes', 'Not'));
      await utimes(path, new Date(), new Date(Date.now() + 10));
    }],
    ['is cut', async (path: string) => writeFile(path, lines(50))],
    ['is replaced by another', async (path: string) => rename(await folder.file('other.jsonl', lines(100)), path)],
    ['is deleted', async (path: string) => rm(path)],
  ])('refuses to read when it %s, also what it has read ahead', async (name, change) => {
    const path = await folder.file(`${name}.jsonl`, lines(100));
    const source = await open(path);
    const located = await locateAll(source);
    const [first, second, last] = [located[0]!, located[1]!, located[99]!];
    expect(await textAt(source, first)).toBe(rowText(0));
    await change(path);
    for (const location of [second, last]) await expect(source.read(location)).rejects.toSatisfy(FileChangedError.is);
  });

  it('is read again after it was located again', async () => {
    const path = await folder.file('again.jsonl', lines(3));
    const source = await open(path);
    await locateAll(source);
    await writeFile(path, lines(5));
    const located = await locateAll(source);
    expect(await textAt(source, located[4]!)).toBe(rowText(4));
    await source.close();
  });

  it('fails while it is being located', async () => {
    const path = await folder.file('growing.jsonl', lines(40_000));
    const locating = (async () => {
      for await (const chunk of (await open(path)).locate()) {
        if (chunk.length > 0) await writeFile(path, lines(1), { flag: 'a' });
      }
    })();
    await expect(locating).rejects.toSatisfy(FileChangedError.is);
  });
});
