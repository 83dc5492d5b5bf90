import { open, readdir, readFile, stat, symlink, chmod, lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

import type { WritableFile } from '../../../src/io/export/atomicFile';
import { JsonLinesWriter } from '../../../src/io/jsonLinesWriter';
import { OutputError } from '../../../src/io/outputError';
import { temporaryFolder } from './temporaryFolder';

const folder = temporaryFolder();

async function leftovers(path: string): Promise<string[]> {
  return (await readdir(dirname(path))).filter((name) => name.endsWith('.tmp'));
}

/** A disk that takes `room` bytes and no more. */
async function fullDisk(path: string, room: number): Promise<WritableFile> {
  const handle = await open(path, 'w');
  let used = 0;
  return {
    write: async (bytes, offset, length) => {
      const count = Math.min(length, room - used);
      if (count === 0) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      used += count;
      return handle.write(bytes, offset, count);
    },
    truncate: (length) => handle.truncate(length),
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}

describe('a file of JSON Lines', () => {
  it('appears whole when it is closed, and not before', async () => {
    const path = folder.path('whole.jsonl');
    const writer = await JsonLinesWriter.create(path);
    const values = Array.from({ length: 5000 }, (_, row) => ({ row, text: 'é\n"😀"\u2028' }));
    for (const value of values) expect(await writer.write(value)).toBe(true);
    await expect(stat(path)).rejects.toThrow(/ENOENT/);
    await writer.close();
    const lines = (await readFile(path, 'utf8')).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(values);
    expect(await leftovers(path)).toEqual([]);
  });

  it('keeps the order of writes that are not awaited one by one', async () => {
    const path = folder.path('order.jsonl');
    const writer = await JsonLinesWriter.create(path);
    await Promise.all(Array.from({ length: 3000 }, (_, row) => writer.write({ row, filler: 'x'.repeat(100) })));
    await writer.close();
    const rows = (await readFile(path, 'utf8')).trim().split('\n').map((line) => (JSON.parse(line) as { row: number }).row);
    expect(rows).toEqual(Array.from({ length: 3000 }, (_, row) => row));
  });

  it('replaces an earlier one, keeps its permissions, and goes through links', async () => {
    const path = await folder.file('earlier.jsonl', 'old\n');
    await chmod(path, 0o640);
    const link = folder.path('link.jsonl');
    await symlink(path, link);
    const writer = await JsonLinesWriter.create(link);
    await writer.write({ a: 1 });
    expect(await readFile(path, 'utf8')).toBe('old\n');
    await writer.close();
    expect(await readFile(path, 'utf8')).toBe('{"a":1}\n');
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o640);
  });

  it('keeps what was written when it is interrupted', async () => {
    const path = folder.path('interrupted.jsonl');
    const writer = await JsonLinesWriter.create(path);
    await writer.write({ row: 0 });
    await writer.write({ row: 1 });
    expect(await writer.keepPartial()).toBe(path);
    expect(await readFile(path, 'utf8')).toBe('{"row":0}\n{"row":1}\n');
    expect(await writer.keepPartial()).toBe(path);
    expect(await leftovers(path)).toEqual([]);
  });

  it('does not lose an earlier complete result to an interrupted one', async () => {
    const path = await folder.file('complete.jsonl', 'complete\n');
    const writer = await JsonLinesWriter.create(path);
    await writer.write({ row: 0 });
    expect(await writer.keepPartial()).toBe(`${path}.partial`);
    expect(await readFile(path, 'utf8')).toBe('complete\n');
    expect(await readFile(`${path}.partial`, 'utf8')).toBe('{"row":0}\n');
  });

  it('can be discarded', async () => {
    const path = await folder.file('discarded.jsonl', 'old\n');
    const writer = await JsonLinesWriter.create(path);
    await writer.write({ row: 0 });
    await writer.discard();
    expect(await readFile(path, 'utf8')).toBe('old\n');
    expect(await leftovers(path)).toEqual([]);
  });

  it('says when the disk is full, and keeps the complete lines', async () => {
    const path = folder.path('full.jsonl');
    const writer = await JsonLinesWriter.create(path, (name) => fullDisk(name, 100_003));
    const writing = (async () => {
      for (let row = 0; row < 50_000; row++) await writer.write({ row });
      await writer.close();
    })();
    await expect(writing).rejects.toSatisfy(OutputError.is);
    await expect(writing).rejects.toThrow(/the disk is full/);
    await expect(writer.close()).rejects.toThrow(/the disk is full/);
    expect(await writer.keepPartial()).toBe(path);
    const text = await readFile(path, 'utf8');
    expect(text.endsWith('\n')).toBe(true);
    expect(text.length).toBeGreaterThan(99_980);
    expect(text.trim().split('\n').map((line) => (JSON.parse(line) as { row: number }).row)).toEqual(
      Array.from({ length: text.trim().split('\n').length }, (_, row) => row),
    );
    expect(await leftovers(path)).toEqual([]);
  });

  it('says why it cannot be made', async () => {
    await expect(JsonLinesWriter.create(join(folder.path('none'), 'a.jsonl'))).rejects.toThrow(/its folder does not exist/);
    await expect(JsonLinesWriter.create(dirname(folder.path('x')))).rejects.toThrow(/folder of that name/);
  });

  it.skipIf(process.platform !== 'linux')('writes devices directly and leaves them what they are', async () => {
    const writer = await JsonLinesWriter.create('/dev/null');
    await writer.write({ row: 0 });
    await writer.close();
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
    const full = await JsonLinesWriter.create('/dev/full');
    await full.write({ row: 0 });
    await expect(full.close()).rejects.toThrow(/the disk is full/);
    await full.discard();
  });
});
