import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { AllowedFolders } from '../../../src/io/agents/allowedFolders';

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'preflens-allowed-')));
const [first, second, outside] = ['first', 'second', 'outside'].map((name) => path.join(root, name)) as [string, string, string];
const allowed = new AllowedFolders([first, second]);

beforeAll(() => {
  for (const folder of [first, second, outside, path.join(first, '..data'), path.join(first, 'shards')]) mkdirSync(folder);
  for (const file of [path.join(first, 'a.jsonl'), path.join(second, 'b.jsonl'), path.join(outside, 'c.jsonl'), path.join(first, '..data', 'd.jsonl'), path.join(first, 'shards', 'train-00000-of-00002.jsonl'), `${first}-not.jsonl`]) writeFileSync(file, '{}\n');
  symlinkSync(path.join(outside, 'c.jsonl'), path.join(first, 'file-link.jsonl'));
  symlinkSync(outside, path.join(first, 'folder-link'));
  symlinkSync(path.join(second, 'b.jsonl'), path.join(first, 'allowed-link.jsonl'));
  symlinkSync(path.join(outside, 'c.jsonl'), path.join(first, 'shards', 'train-00001-of-00002.jsonl'));
  symlinkSync(first, path.join(root, 'alias'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('the folders that may be read', () => {
  it.each([
    ['a.jsonl', path.join('first', 'a.jsonl')],
    ['b.jsonl', path.join('second', 'b.jsonl')],
    [path.join('..data', 'd.jsonl'), path.join('first', '..data', 'd.jsonl')],
    [path.join('x', '..', 'a.jsonl'), path.join('first', 'a.jsonl')],
    ['allowed-link.jsonl', path.join('second', 'b.jsonl')],
  ])('hold %s', async (written, expected) => {
    expect((await allowed.resolve(written, undefined)).path).toBe(path.join(root, expected));
  });

  it('hold files by absolute path and by address', async () => {
    const file = path.join(second, 'b.jsonl');
    expect((await allowed.resolve(file, undefined)).path).toBe(file);
    expect((await allowed.resolve(pathToFileURL(file).href, undefined)).path).toBe(file);
  });

  it('may be named by a link themselves', async () => {
    const byLink = new AllowedFolders([path.join(root, 'alias')]);
    expect((await byLink.resolve('a.jsonl', undefined)).path).toBe(path.join(first, 'a.jsonl'));
    expect((await byLink.resolve(path.join(first, 'a.jsonl'), undefined)).path).toBe(path.join(first, 'a.jsonl'));
  });

  it.each([
    ['../outside/c.jsonl'],
    [path.join(outside, 'c.jsonl')],
    [`${first}-not.jsonl`],
    ['file-link.jsonl'],
    ['folder-link/c.jsonl'],
    ['shards'],
    [path.parse(root).root],
    ['..'],
  ])('do not hold %s', async (written) => {
    await expect(allowed.resolve(written, undefined)).rejects.toThrow(/lies outside of what may be read/);
  });

  it('say the same of a file outside whether it exists or not', async () => {
    const message = async (file: string) => allowed.resolve(file, undefined).then(() => '', (error: Error) => error.message.replaceAll(file, 'FILE'));
    expect(await message(path.join(outside, 'c.jsonl'))).toBe(await message(path.join(outside, 'none.jsonl')));
  });

  it('say what to do about a missing file, a NUL, and no folder at all', async () => {
    await expect(allowed.resolve('none.jsonl', undefined)).rejects.toThrow(/There is no file "none.jsonl"/);
    await expect(allowed.resolve('a\0.jsonl', undefined)).rejects.toThrow(/NUL/);
    await expect(new AllowedFolders([]).resolve('a.jsonl', undefined)).rejects.toThrow(/No folder is open/);
  });
});
