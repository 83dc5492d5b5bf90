import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { modelVariants } from '../../../src/core/models/modelVariants';
import { downloadModel, type DownloadProgress } from '../../../src/io/hub/downloadModel';
import { findRemoteModel } from '../../../src/io/hub/findRemoteModel';
import { HubConnection, type HubConnectionOptions } from '../../../src/io/hub/hubConnection';
import { proxyFetch } from '../../../src/io/hub/proxyFetch';
import { environmentProxy } from '../../../src/io/hub/proxySettings';
import { FakeHub, startProxy, type FakeFile } from './fakeHub';

const weights = Buffer.concat(Array.from({ length: 4_000 }, (_, index) => createHash('sha512').update(String(index)).digest()));
const files: readonly FakeFile[] = [
  { path: '.gitattributes', content: Buffer.from('* text') },
  { path: 'config.json', content: Buffer.from('{"model_type":"llama"}') },
  { path: 'tokenizer.json', content: Buffer.from(JSON.stringify({ padding: 'x'.repeat(2_000) })), large: true },
  { path: 'tokenizer_config.json', content: Buffer.from('{}') },
  { path: 'README.md', content: Buffer.from('a model card') },
  { path: 'model.safetensors', content: Buffer.from('not wanted'), large: true },
  { path: 'onnx/model.onnx', content: Buffer.from('a graph'), large: true },
  { path: 'onnx/model.onnx_data', content: weights, large: true },
  { path: 'onnx/model_q4.onnx', content: Buffer.from('another graph'), large: true },
];
const name = 'someone/Tiny-Model';
const wanted = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'README.md', 'onnx/model.onnx', 'onnx/model.onnx_data'];

let hub: FakeHub;
let into: string;
let waits: number[];
let cancel: AbortController;

beforeEach(async () => {
  hub = new FakeHub(name, files);
  await hub.start();
  into = mkdtempSync(path.join(tmpdir(), 'preflens-hub-'));
  waits = [];
  cancel = new AbortController();
});

afterEach(async () => {
  await hub.stop();
  rmSync(into, { recursive: true, force: true });
});

function connection(options: Partial<HubConnectionOptions> = {}): HubConnection {
  const wait = (milliseconds: number) => Promise.resolve(void waits.push(milliseconds));
  return new HubConnection({ token: null, fetch, wait, ...options, endpoint: options.endpoint ?? hub.endpoint });
}

async function get(options: Partial<HubConnectionOptions> = {}, onProgress: (progress: DownloadProgress) => void = () => undefined) {
  const reached = connection(options);
  const model = await findRemoteModel(reached, name, undefined, cancel.signal);
  const [variant] = modelVariants(model.files);
  if (!variant) throw new Error('no variant');
  return downloadModel({ connection: reached, model, variant, into, signal: cancel.signal, onProgress });
}

function contentRequests(): readonly string[] {
  return hub.requests.filter(({ url }) => url.includes('/resolve/')).map(({ url }) => url.split('/').slice(-2).join('/'));
}

function partOf(file: string): string {
  const [folder = ''] = readdirSync(path.join(into, '.partial'));
  return path.join(into, '.partial', folder, 'files', file);
}

const largeFile = (url: string) => url.startsWith(`/${createHash('sha256').update(weights).digest('hex')}`);

describe('fetching a model', () => {
  it('puts exactly what the chosen file needs into one folder, byte for byte', async () => {
    const { folder, wasThere } = await get();
    expect(wasThere).toBe(false);
    expect(path.relative(into, folder)).toMatch(/^someone[/\\]Tiny-Model-fp32-[0-9a-f]{8}$/);
    for (const file of wanted) expect(readFileSync(path.join(folder, file)), file).toEqual(files.find((known) => known.path === file)?.content);
    expect(readdirSync(folder, { recursive: true }).map(String).sort()).toEqual([...wanted.map((file) => path.normalize(file)), 'onnx', 'preflens-download.json'].sort());
    expect(readdirSync(path.join(into, '.partial'))).toEqual([]);
  });

  it('counts bytes up to the size that was shown before', async () => {
    const seen: DownloadProgress[] = [];
    await get({}, (progress) => seen.push(progress));
    const total = files.filter(({ path: file }) => wanted.includes(file)).reduce((sum, { content }) => sum + content.length, 0);
    expect(new Set(seen.map(({ totalBytes }) => totalBytes))).toEqual(new Set([total]));
    expect(seen.map(({ receivedBytes }) => receivedBytes)).toEqual(seen.map(({ receivedBytes }) => receivedBytes).sort((a, b) => a - b));
    expect(seen.at(-1)?.receivedBytes).toBe(total);
  });

  it('asks for nothing a second time', async () => {
    const first = await get();
    const before = contentRequests().length;
    expect(await get()).toEqual({ folder: first.folder, wasThere: true });
    expect(contentRequests()).toHaveLength(before);
  });

  it('fetches again what somebody damaged', async () => {
    const { folder } = await get();
    truncateSync(path.join(folder, 'onnx', 'model.onnx'), 3);
    expect((await get()).wasThere).toBe(false);
    expect(readFileSync(path.join(folder, 'onnx', 'model.onnx'), 'utf8')).toBe('a graph');
  });
});

describe('a connection that breaks', () => {
  it('is gone on from where it ended', async () => {
    let ended = 0;
    hub.fault = ({ url }) => (largeFile(url) && ended++ < 3 ? { endAfter: 50_000 } : undefined);
    const { folder } = await get();
    expect(readFileSync(path.join(folder, 'onnx/model.onnx_data'))).toEqual(weights);
    const ranges = hub.requests.filter(({ host, url }) => host === 'content' && largeFile(url)).map(({ headers }) => headers.range);
    expect(ranges).toEqual([undefined, 'bytes=50000-', 'bytes=100000-', 'bytes=150000-']);
  });

  it('does no harm where it is torn down in the middle', async () => {
    let broken = 0;
    hub.fault = ({ url }) => (largeFile(url) && broken++ < 3 ? { breakAfter: 50_000 } : undefined);
    const { folder } = await get();
    expect(readFileSync(path.join(folder, 'onnx/model.onnx_data'))).toEqual(weights);
    expect(waits).toHaveLength(3);
  });

  it('is given up after five attempts without a byte, and what came is kept for the next time', async () => {
    let broken = 0;
    hub.fault = ({ url }) => (largeFile(url) ? { endAfter: broken++ === 0 ? 60_000 : 0 } : undefined);
    await expect(get()).rejects.toMatchObject({ name: 'DownloadError', problem: 'unreachable', message: expect.stringContaining('goes on from there') as string });
    const kept = statSync(partOf('onnx/model.onnx_data')).size;
    expect(kept).toBeGreaterThan(0);
    hub.fault = () => undefined;
    hub.requests.length = 0;
    await get();
    expect(hub.requests.filter(({ host, url }) => host === 'content' && largeFile(url)).map(({ headers }) => headers.range)).toEqual([`bytes=${String(kept)}-`]);
  });

  it('starts over where the server knows no ranges', async () => {
    let broken = 0;
    hub.fault = ({ url, headers }) => (!largeFile(url) ? undefined : headers.range ? { ignoreRange: true } : broken++ === 0 ? { endAfter: 70_000 } : undefined);
    const { folder } = await get();
    expect(readFileSync(path.join(folder, 'onnx/model.onnx_data'))).toEqual(weights);
  });

  it('counts as broken when nothing comes any more', async () => {
    let asked = 0;
    hub.fault = ({ url }) => (largeFile(url) && asked++ === 0 ? { silent: true } : undefined);
    const { folder } = await get({ patienceMilliseconds: 200 });
    expect(existsSync(path.join(folder, 'onnx/model.onnx_data'))).toBe(true);
  });
});

describe('stopping', () => {
  it('leaves no model, keeps what came, and goes on from there', async () => {
    const stopAt = 100_000;
    await expect(get({}, ({ receivedBytes }) => receivedBytes > stopAt && cancel.abort())).rejects.toMatchObject({ name: 'CancelledError' });
    expect(readdirSync(into)).toEqual(['.partial']);
    cancel = new AbortController();
    hub.requests.length = 0;
    await get();
    const [range] = hub.requests.filter(({ host, url }) => host === 'content' && largeFile(url)).map(({ headers }) => headers.range);
    expect(range).toMatch(/^bytes=[1-9]/);
  });

  it('is possible during a wait', async () => {
    hub.fault = ({ url }) => (largeFile(url) ? { status: 503, headers: { 'retry-after': '60' } } : undefined);
    const wait = () => Promise.resolve(cancel.abort());
    await expect(get({ wait })).rejects.toMatchObject({ name: 'CancelledError' });
  });
});

describe('what arrives', () => {
  it.each([
    ['a large file', (url: string) => largeFile(url), weights],
    ['a small file', (url: string) => url.endsWith('/config.json'), Buffer.from('{"model_type":"llama"}')],
  ])('is refused where its content is another than the list says: %s', async (_, isMeant, content) => {
    const changed = Buffer.from(content);
    changed[5]! ^= 1;
    hub.fault = ({ url }) => (isMeant(url) ? { content: changed } : undefined);
    await expect(get()).rejects.toMatchObject({ problem: 'damaged' });
    expect(readdirSync(into)).toEqual(['.partial']);
  });

  it('is fetched once more from the start where what was kept is damaged', async () => {
    await expect(get({}, ({ receivedBytes }) => receivedBytes > 100_000 && cancel.abort())).rejects.toThrow();
    cancel = new AbortController();
    const part = partOf('onnx/model.onnx_data');
    const kept = readFileSync(part);
    kept[0]! ^= 1;
    writeFileSync(part, kept);
    const { folder } = await get();
    expect(readFileSync(path.join(folder, 'onnx/model.onnx_data'))).toEqual(weights);
  });

  it('may not be longer than the list says', async () => {
    hub.fault = ({ url }) => (largeFile(url) ? { content: Buffer.concat([weights, weights]) } : undefined);
    await expect(get()).rejects.toMatchObject({ problem: 'damaged', message: expect.stringContaining('more of') as string });
  });

  it('is not fetched without a checksum', async () => {
    hub.list = (entries) => entries.map((entry) => ({ ...entry, oid: undefined, lfs: undefined }));
    await expect(get()).rejects.toMatchObject({ problem: 'damaged', message: expect.stringContaining('no checksum') as string });
  });

  it('does not fit where the disk is full', async () => {
    hub.list = (entries) => entries.map((entry) => (entry['path'] === 'onnx/model.onnx_data' ? { ...entry, size: 8e15, lfs: { ...(entry['lfs'] as object), size: 8e15 } } : entry));
    await expect(get()).rejects.toMatchObject({ problem: 'no-space', message: expect.stringContaining('GB free') as string });
    expect(contentRequests()).toEqual([]);
  });
});

describe('a server that refuses', () => {
  it.each([
    [401, 'needs-token', /no public model/],
    [403, 'no-access', /Ask for it on/],
    [404, 'no-such-model', /owner\/name/],
    [500, 'unreachable', /status 500/],
  ])('is answered with what to do: %i', async (status, problem, message) => {
    hub.fault = () => ({ status });
    await expect(get()).rejects.toMatchObject({ problem, message: expect.stringMatching(message) as string });
  });

  it('is waited for as long as it asks', async () => {
    let refused = 0;
    hub.fault = ({ url }) => (url.includes('/tree/') && refused++ < 2 ? { status: 429, headers: { 'retry-after': '7' } } : undefined);
    await get();
    expect(waits).toEqual([7_000, 7_000]);
  });

  it('is not waited for beyond minutes', async () => {
    hub.fault = () => ({ status: 429, headers: { 'retry-after': '3600' } });
    await expect(get()).rejects.toMatchObject({ problem: 'too-many-requests', message: expect.stringContaining('60 minutes') as string });
    expect(waits).toEqual([]);
  });

  it('cannot be reached: the message names the host', async () => {
    const { endpoint } = hub;
    await hub.stop();
    await expect(get({ endpoint })).rejects.toMatchObject({ problem: 'unreachable', message: expect.stringContaining(new URL(endpoint).host) as string });
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000]);
    await hub.start();
  });

  it('may not answer without end', async () => {
    const endless = () => Promise.resolve(new Response(new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1e6)) }), { status: 200 }));
    await expect(get({ fetch: endless })).rejects.toMatchObject({ problem: 'wrong-answer' });
  });

  it('may not change over to a connection that is not encrypted', async () => {
    const downgraded = () => Promise.resolve(Object.defineProperty(new Response('{}'), 'url', { value: 'http://elsewhere.test/' }));
    await expect(get({ endpoint: 'https://hub.test', fetch: downgraded })).rejects.toMatchObject({ problem: 'wrong-answer' });
  });
});

describe('the access token', () => {
  it('goes to the endpoint, and never to where it redirects', async () => {
    hub.token = 'secret-token';
    await get({ token: 'secret-token' });
    const withToken = (host: 'hub' | 'content') => hub.requests.filter((request) => request.host === host).map(({ headers }) => headers.authorization);
    expect(new Set(withToken('hub'))).toEqual(new Set(['Bearer secret-token']));
    expect(withToken('content').length).toBeGreaterThan(0);
    expect(new Set(withToken('content'))).toEqual(new Set([undefined]));
  });

  it('goes nowhere without encryption, and into no message', async () => {
    const seen: unknown[] = [];
    const note: typeof fetch = (_, init) => {
      seen.push(new Headers(init?.headers).get('authorization'));
      return Promise.resolve(new Response('secret-token', { status: 401 }));
    };
    const failure = await get({ endpoint: 'http://hub.test', token: 'secret-token', fetch: note }).catch((error: unknown) => error as Error);
    expect(seen).toEqual([null]);
    expect((failure as Error).message).not.toContain('secret-token');
  });
});

describe('a proxy', () => {
  it('carries every request when the settings name one', async () => {
    const proxy = await startProxy('Basic c29tZTpib2R5');
    try {
      await get({ fetch: proxyFetch({ ...environmentProxy, address: proxy.address, authorization: 'Basic c29tZTpib2R5' }, {}) });
      expect(proxy.carried.length).toBeGreaterThan(1);
      expect(hub.requests.length).toBeGreaterThan(0);
    } finally {
      await proxy.stop();
    }
  });

  it('that asks for a password is told of', async () => {
    const proxy = await startProxy('Basic c29tZTpib2R5');
    try {
      await expect(get({ fetch: proxyFetch({ ...environmentProxy, address: proxy.address }, {}) })).rejects.toMatchObject({ problem: 'unreachable' });
      expect(hub.requests).toEqual([]);
    } finally {
      await proxy.stop();
    }
  });
});

describe('two downloads of one model', () => {
  it('do not write to the same files', async () => {
    let other: Promise<unknown> | undefined;
    await get({}, ({ receivedBytes }) => {
      if (receivedBytes > 50_000) other ??= get().catch((error: unknown) => error);
    });
    expect(await other).toMatchObject({ problem: 'in-progress' });
  });

  it('do not wait for one that was killed', async () => {
    await expect(get({}, ({ receivedBytes }) => receivedBytes > 50_000 && cancel.abort())).rejects.toThrow();
    cancel = new AbortController();
    // Of a process that is no more: no system gives numbers as high.
    writeFileSync(path.join(into, '.partial', readdirSync(path.join(into, '.partial'))[0] ?? '', 'lock'), `999999999 ${(await import('node:os')).hostname()}`);
    expect((await get()).wasThere).toBe(false);
  });
});
