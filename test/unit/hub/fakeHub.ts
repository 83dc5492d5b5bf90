import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';

export interface FakeFile {
  readonly path: string;
  readonly content: Buffer;
  /** Stored as large files are: by SHA-256, on another host. */
  readonly large?: boolean;
}

export interface SeenRequest {
  readonly host: 'hub' | 'content';
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

/** What happens to a request in place of its answer; undefined answers it. */
export type Fault = { readonly status: number; readonly headers?: Record<string, string> } | { readonly breakAfter: number } | { readonly endAfter: number } | { readonly content: Buffer } | { readonly ignoreRange: true } | { readonly silent: true };

const commit = '0123456789abcdef0123456789abcdef01234567';

/** The part of the Hugging Face hub that downloads need, on this machine: lists in pages, redirects to another host, ranges, faults. */
export class FakeHub {
  readonly requests: SeenRequest[] = [];
  /** Asked for every request; the tests plant what goes wrong. */
  fault: (request: SeenRequest) => Fault | undefined = () => undefined;
  /** The list as it stands in the answer; tests make it lie. */
  list: (entries: readonly Record<string, unknown>[]) => readonly unknown[] = (entries) => entries;
  token: string | null = null;
  private hub: Server | undefined;
  private contentHost: Server | undefined;

  constructor(
    readonly name: string,
    readonly files: readonly FakeFile[],
  ) {}

  async start(): Promise<void> {
    this.hub = await listening(createServer((request, response) => void this.answerHub(request, response)));
    this.contentHost = await listening(createServer((request, response) => void this.answerContent(request, response)));
  }

  get endpoint(): string {
    return `http://127.0.0.1:${String(portOf(this.hub))}`;
  }

  async stop(): Promise<void> {
    for (const server of [this.hub, this.contentHost]) {
      server?.closeAllConnections();
      await new Promise((resolve) => server?.close(resolve));
    }
  }

  private answerHub(request: IncomingMessage, response: ServerResponse): void {
    const seen = this.note('hub', request);
    const fault = this.fault(seen);
    if (fault && this.fail(fault, response)) return;
    if (this.token !== null && request.headers.authorization !== `Bearer ${this.token}`) return plain(response, 401, 'Invalid username or password.');
    const url = new URL(seen.url, this.endpoint);
    const parts = decodeURIComponent(url.pathname);
    if (parts.startsWith(`/api/models/${this.name}/revision/`)) return json(response, { _id: '1', id: this.name, sha: commit, private: false, likes: 0, downloads: 0, lastModified: '2025-01-01T00:00:00Z' });
    if (parts === `/api/models/${this.name}/tree/${commit}`) return this.answerList(url, response);
    const file = this.files.find(({ path }) => parts === `/${this.name}/resolve/${commit}/${path}`);
    if (!file) return plain(response, 404, 'Entry not found');
    if (!file.large) return sendRange(request, response, file.content, fault);
    response.writeHead(302, { location: `http://127.0.0.1:${String(portOf(this.contentHost))}/${sha256(file.content)}?signature=abc`, 'x-linked-size': String(file.content.length) });
    response.end();
  }

  /** Three entries a page, as the hub has a thousand. */
  private answerList(url: URL, response: ServerResponse): void {
    const entries = this.list([{ type: 'directory', path: 'onnx', size: 0, oid: 'd'.repeat(40) }, ...this.files.map(entryOf)]);
    const start = Number(url.searchParams.get('cursor') ?? 0);
    const next = new URL(url);
    next.searchParams.set('cursor', String(start + 3));
    json(response, entries.slice(start, start + 3), start + 3 < entries.length ? { link: `<${next.href}>; rel="next"` } : {});
  }

  private answerContent(request: IncomingMessage, response: ServerResponse): void {
    const seen = this.note('content', request);
    const fault = this.fault(seen);
    if (fault && this.fail(fault, response)) return;
    const file = this.files.find(({ content }) => seen.url.startsWith(`/${sha256(content)}`));
    if (!file) return plain(response, 404, 'nothing here');
    sendRange(request, response, file.content, fault);
  }

  private fail(fault: Fault, response: ServerResponse): boolean {
    if ('silent' in fault) return true;
    if (!('status' in fault)) return false;
    response.writeHead(fault.status, { 'content-type': 'text/plain', ...fault.headers });
    response.end('a planted fault');
    return true;
  }

  private note(host: SeenRequest['host'], { method = '', url = '', headers }: IncomingMessage): SeenRequest {
    const seen = { host, method, url, headers };
    this.requests.push(seen);
    return seen;
  }
}

/** A proxy that carries everything by CONNECT, and asks for a password where one is given. */
export async function startProxy(password?: string): Promise<{ readonly address: string; readonly carried: string[]; stop(): Promise<void> }> {
  const carried: string[] = [];
  const server = createServer((_, response) => plain(response, 405, 'CONNECT only'));
  server.on('connect', (request: IncomingMessage, client, head) => {
    if (password !== undefined && request.headers['proxy-authorization'] !== password) return void client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    carried.push(request.url ?? '');
    const [host, port] = (request.url ?? '').split(':');
    const upstream = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client);
      client.pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  await listening(server);
  const stop = () => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { address: `http://127.0.0.1:${String(portOf(server))}`, carried, stop };
}

export function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

export function gitName(content: Buffer): string {
  return createHash('sha1').update(`blob ${String(content.length)}\0`).update(content).digest('hex');
}

function entryOf({ path, content, large }: FakeFile): Record<string, unknown> {
  const size = content.length;
  return large ? { type: 'file', path, size, oid: 'e'.repeat(40), lfs: { oid: sha256(content), size, pointerSize: 130 } } : { type: 'file', path, size, oid: gitName(content) };
}

function sendRange(request: IncomingMessage, response: ServerResponse, whole: Buffer, fault: Fault | undefined): void {
  const content = fault && 'content' in fault ? fault.content : whole;
  const from = fault && 'ignoreRange' in fault ? NaN : Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? NaN);
  if (from >= content.length) return plain(response, 416, 'out of range');
  const body = content.subarray(Number.isNaN(from) ? 0 : from);
  response.writeHead(Number.isNaN(from) ? 200 : 206, {
    ...(fault && 'endAfter' in fault ? {} : { 'content-length': String(body.length) }),
    ...(Number.isNaN(from) ? {} : { 'content-range': `bytes ${String(from)}-${String(content.length - 1)}/${String(content.length)}` }),
  });
  if (fault && 'breakAfter' in fault) response.write(body.subarray(0, fault.breakAfter), () => response.destroy());
  else response.end(fault && 'endAfter' in fault ? body.subarray(0, fault.endAfter) : body);
}

function json(response: ServerResponse, value: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(200, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' });
  response.end(text);
}

function listening(server: Server): Promise<Server> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function portOf(server: Server | undefined): number {
  return (server?.address() as AddressInfo).port;
}
