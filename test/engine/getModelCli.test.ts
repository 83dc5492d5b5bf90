import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { FakeHub, startProxy } from '../unit/hub/fakeHub';
import { buildBundles, bundles } from './support/bundles';
import { embedded } from './support/models';
import { runCli, type CliOptions } from './support/runCli';

const folder = mkdtempSync(path.join(tmpdir(), 'preflens-get-'));
const name = 'preflens/tiny-policy';
const modelFiles = ['README.md', 'config.json', 'model.onnx', 'special_tokens_map.json', 'tokenizer.json', 'tokenizer_config.json'];
const hub = new FakeHub(name, modelFiles.map((file) => ({ path: file, content: readFileSync(path.join(embedded.policy, file)), large: file.endsWith('.onnx') })));
let runs = 0;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  await buildBundles();
  await hub.start();
});
beforeEach(() => {
  const own = path.join(folder, String(runs++));
  hub.requests.length = 0;
  hub.fault = () => undefined;
  hub.token = null;
  environment = { HF_ENDPOINT: hub.endpoint, HF_TOKEN: '', PREFLENS_MODELS: path.join(own, 'models'), XDG_CONFIG_HOME: own, XDG_CACHE_HOME: own, HTTP_PROXY: '', http_proxy: '', NO_PROXY: '', no_proxy: '' };
});
afterAll(async () => {
  await hub.stop();
  rmSync(folder, { recursive: true, force: true });
});

function get(words: readonly string[], options: CliOptions = {}) {
  return runCli(['models', ...words], { ...options, environment: { ...environment, ...options.environment } });
}

interface Report {
  readonly added: boolean;
  readonly models: readonly { readonly folder: string; readonly usable: boolean; readonly hash: string }[];
}

describe('preflens models --get', () => {
  it('fetches a real model, loads it, remembers it, and scores with it as with the original', async () => {
    const { status, stdout, stderr } = await get(['--get', name]);
    expect(status, stderr).toBe(0);
    const { added, models } = JSON.parse(stdout) as Report;
    expect([added, models[0]?.usable]).toEqual([true, true]);
    expect(stderr).toMatch(/tiny-policy, fp32: 7\.2 MB in 6 files from 127\.0\.0\.1/);
    const listed = await runCli(['models', '--format', 'json'], { environment });
    expect((JSON.parse(listed.stdout) as Report).models.map((model) => model.folder)).toContain(models[0]?.folder);
    const sample = path.join(bundles.root, 'media/sample/preferences.jsonl');
    const score = async (policy: string) => (await runCli(['score', sample, '--rows', '0-1', '--policy', policy, '--reference', 'none'])).stdout;
    expect(await score(models[0]?.folder ?? '')).toBe(await score(embedded.policy));
  });

  it('goes on after a kill where it was', async () => {
    const heavy = (url: string) => /^\/[0-9a-f]{64}/.test(url);
    let child = 0;
    let first = true;
    hub.fault = ({ url }) => {
      if (!heavy(url) || !first) return undefined;
      first = false;
      // Half of the weights, then a second request that never gets an answer: there the kill comes.
      return { endAfter: 3_000_000 };
    };
    const running = get(['--get', name], { onStart: (id) => (child = id) });
    const poll = setInterval(() => {
      if (hub.requests.some(({ headers }) => headers.range === 'bytes=3000000-')) process.kill(child, 'SIGKILL');
    }, 5);
    hub.fault = ((half) => (request) => (heavy(request.url) && request.headers.range ? { silent: true } : half(request)))(hub.fault);
    expect((await running).status).toBeNull();
    clearInterval(poll);
    hub.fault = () => undefined;
    hub.requests.length = 0;
    expect((await get(['--get', name])).status).toBe(0);
    expect(hub.requests.filter(({ host }) => host === 'content').map(({ headers }) => headers.range)).toEqual(['bytes=3000000-']);
  });

  it('lists what there is and what it weighs, and fetches nothing', async () => {
    const { status, stdout } = await get(['--get', name, '--list', '--format', 'json']);
    expect(status).toBe(0);
    const { variants } = JSON.parse(stdout) as { variants: { name: string; bytes: number; files: { path: string }[] }[] };
    expect(variants.map((variant) => [variant.name, variant.files.length])).toEqual([['fp32', 6]]);
    expect(hub.requests.filter(({ url }) => url.includes('/resolve/'))).toEqual([]);
  });

  it('sends the token of HF_TOKEN, and writes it nowhere', async () => {
    hub.token = 'hf_verysecret';
    const refused = await get(['--get', name]);
    expect([refused.status, refused.stderr]).toEqual([6, expect.stringContaining('access token')]);
    const { status, stdout, stderr } = await get(['--get', name], { environment: { HF_TOKEN: 'hf_verysecret' } });
    expect(status).toBe(0);
    const { models } = JSON.parse(stdout) as Report;
    const record = readFileSync(path.join(models[0]?.folder ?? '', 'preflens-download.json'), 'utf8');
    expect(`${stdout}${stderr}${record}`).not.toContain('hf_verysecret');
  });

  it('goes through the proxy of the environment', async () => {
    const proxy = await startProxy();
    try {
      expect((await get(['--get', name, '--list'], { environment: { HTTP_PROXY: proxy.address } })).status).toBe(0);
      expect(new Set(proxy.carried)).toEqual(new Set([new URL(hub.endpoint).host]));
    } finally {
      await proxy.stop();
    }
  });

  it.each([
    [['--get', '../../etc/passwd'], 2, /not the name of a model/],
    [['--get', 'preflens/missing'], 6, /has no model/],
    [['--get', name, '--variant', 'q4'], 2, /there are fp32/],
    [['--get', name, '--endpoint', 'file:///'], 6, /not the address of a server/],
    [['--get', name, '--add', '.'], 2, /one of --add, --get/],
  ])('says what is wrong: %j', async (words, expected, message) => {
    const { status, stderr, stdout } = await get(words);
    expect([status, stdout]).toEqual([expected, '']);
    expect(stderr).toMatch(message);
  });

  it('writes where --into says, and says so where that cannot be written', async () => {
    const into = path.join(folder, 'elsewhere');
    expect((await get(['--get', name, '--into', into])).status).toBe(0);
    expect(readdirSync(into).sort()).toEqual(['.partial', 'preflens']);
    const { status, stderr } = await get(['--get', name, '--into', path.join(embedded.policy, 'config.json', 'inside')]);
    expect([status, stderr]).toEqual([5, expect.stringContaining('could not be written')]);
  });
});

describe('preflens models --suggested', () => {
  it('names pairs and their cost without asking anybody', async () => {
    const { status, stdout } = await get(['--suggested', '--format', 'json']);
    expect(status).toBe(0);
    const { suggested } = JSON.parse(stdout) as { suggested: { policy: string; reference: string; estimatedBytesEach: number }[] };
    expect(suggested.length).toBeGreaterThan(2);
    for (const { policy, reference, estimatedBytesEach } of suggested) expect([policy.includes('/'), reference.includes('/'), estimatedBytesEach > 1e8]).toEqual([true, true, true]);
    expect(hub.requests).toEqual([]);
  });
});
