import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { ConfigurationError } from '../../../src/core/noise/config/configurationError';
import { findLintConfig } from '../../../src/io/config/findLintConfig';
import { temporaryFolder } from './temporaryFolder';

const name = 'preflens.config.json';

const folder = temporaryFolder();
let trees = 0;

/** Files by their path in a new folder; a path that ends with a slash is a folder. */
function tree(files: Readonly<Record<string, string | object>>): (relative: string) => string {
  const root = folder.path(String(trees++));
  for (const [relative, content] of Object.entries(files)) {
    const file = path.join(root, relative);
    mkdirSync(relative.endsWith('/') ? file : path.dirname(file), { recursive: true });
    if (!relative.endsWith('/')) writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return (relative) => path.join(root, relative);
}

async function refusal(dataset: string, options = {}): Promise<string> {
  const error: unknown = await findLintConfig(dataset, options).catch((reason: unknown) => reason);
  expect(ConfigurationError.is(error)).toBe(true);
  return (error as Error).message;
}

describe('the search for preflens.config.json', () => {
  it('goes up to the repository and no further; the nearer wins', async () => {
    const at = tree({
      [name]: { beta: 9, maxLength: 9 },
      'repository/.git/': '',
      [`repository/${name}`]: { beta: 0.1, maxNoise: 0.2 },
      [`repository/data/${name}`]: { beta: 0.5 },
      'repository/data/deep/a.jsonl': '',
    });
    const { config, files } = await findLintConfig(at('repository/data/deep/a.jsonl'));
    expect(config).toMatchObject({ beta: 0.5, maxNoise: 0.2, maxLength: null });
    expect(files).toEqual([at(`repository/data/${name}`), at(`repository/${name}`)]);
  });

  it('ends at the folder that the caller names, or at a root', async () => {
    const at = tree({ [name]: { beta: 9 }, [`work/${name}`]: { maxLength: 5 }, [`work/data/${name}`]: { root: true, maxNoise: 0.5 }, 'work/data/a.jsonl': '', 'work/b.jsonl': '' });
    expect((await findLintConfig(at('work/b.jsonl'), { limit: at('work') })).config).toMatchObject({ beta: null, maxLength: 5 });
    expect((await findLintConfig(at('work/data/a.jsonl'), { limit: at('') })).config).toMatchObject({ beta: null, maxLength: null, maxNoise: 0.5 });
  });

  it('of a folder of shards begins in the folder', async () => {
    const at = tree({ 'repository/.git/': '', [`repository/shards/${name}`]: { beta: 0.7 } });
    expect((await findLintConfig(at('repository/shards'))).config.beta).toBe(0.7);
  });

  it('without any file gives the defaults', async () => {
    const at = tree({ 'repository/.git/': '', 'repository/a.jsonl': '' });
    expect(await findLintConfig(at('repository/a.jsonl'))).toMatchObject({ files: [], config: { isIgnored: false, models: null } });
  });

  it('takes the one file that is named, which must be there', async () => {
    const at = tree({ 'repository/.git/': '', [`repository/${name}`]: { beta: 0.7 }, 'repository/a.jsonl': '', 'other/strict.json': { beta: 0.2 } });
    expect((await findLintConfig(at('repository/a.jsonl'), { file: at('other/strict.json') })).config.beta).toBe(0.2);
    await expect(findLintConfig(at('repository/a.jsonl'), { file: at('missing.json') })).rejects.toThrow(/does not exist/);
  });

  it('answers a mistake with file, line and column', async () => {
    const at = tree({ 'r/.git/': '', [`r/${name}`]: '{\n  "codes": { "empty-chosn": "off" }\n}', 'r/a.jsonl': '' });
    expect(await refusal(at('r/a.jsonl'))).toBe(`${at(`r/${name}`)}:2:14: Unknown code "empty-chosn"; did you mean "empty-chosen"?`);
  });

  it('takes no folder, no pipe and nothing huge for a configuration, and does not hang', async () => {
    const at = tree({ 'r/.git/': '', [`r/a/${name}/`]: '', 'r/b/': '', [`r/c/${name}`]: ' '.repeat(2_000_000) });
    expect(await refusal(at('r/a/x.jsonl'))).toContain('no file');
    expect(await refusal(at('r/c/x.jsonl'))).toContain('larger than 1 MiB');
    if (process.platform === 'win32') return;
    execFileSync('mkfifo', [at(`r/b/${name}`)]);
    expect(await refusal(at('r/b/x.jsonl'))).toContain('no file');
  });
});

describe('models of a configuration', () => {
  const withModels = (models: unknown, extra: Readonly<Record<string, string>> = {}) => tree({ 'r/.git/': '', 'r/models/small/': '', 'outside/model/': '', [`r/data/${name}`]: { models }, 'r/data/a.jsonl': '', ...extra });

  it('are relative to their file and may lie anywhere in the repository', async () => {
    const at = withModels([{ policy: '../models/small', reference: 'none' }, {}]);
    expect((await findLintConfig(at('r/data/a.jsonl'))).config.models).toEqual([{ policy: at('r/models/small'), reference: 'none' }, {}]);
  });

  it.each([
    ['a path that leads out', '../../outside/model', /leads out of/],
    ['one that leads out in a roundabout way', 'x/../../models/../../outside/model', /leads out of/],
    ['an address', 'https://example.org/model', /is an address/],
    ['a share on the network', '\\\\server\\share', /on the network/],
    ['the same with slashes', '//server/share', /on the network/],
    ['a zero character', 'model\0', /zero characters/],
  ])('refuses %s', async (_, policy, reason) => {
    const at = withModels({ policy });
    const message = await refusal(at('r/data/a.jsonl'));
    expect(message).toMatch(reason);
    expect(message).toMatch(/preflens\.config\.json:1:\d+: /);
  });

  it('refuses a link that leads out', async () => {
    const at = withModels({ policy: 'link' });
    symlinkSync(at('outside/model'), at('r/data/link'), 'junction');
    expect(await refusal(at('r/data/a.jsonl'))).toMatch(/leads out of/);
  });

  it('refuses them in overrides too, and says which', async () => {
    const at = tree({ 'r/.git/': '', [`r/${name}`]: '{ "overrides": [\n { "files": ["*"], "models": [{}, { "reference": "../../x" }] }\n] }', 'r/a.jsonl': '' });
    expect(await refusal(at('r/a.jsonl'))).toMatch(/:2:50: "\.\.\/\.\.\/x" leads out/);
  });
});
