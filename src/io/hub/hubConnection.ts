import { setTimeout as pause } from 'node:timers/promises';

import { CancelledError } from '../../core/errors';
import { systemErrorCode } from '../systemErrorCode';
import { DownloadError } from './downloadError';
import { mayCarryToken } from './hubEndpoint';
import { retryDelay } from './retryDelay';

export interface HubConnectionOptions {
  /** As `hubEndpoint` gives it. */
  readonly endpoint: string;
  /** Sent to the endpoint alone, never to where it redirects; null for public models. */
  readonly token: string | null;
  readonly fetch: typeof fetch;
  /** Called before a wait, so that nobody takes it for a hang. */
  readonly onWait?: (reason: string, milliseconds: number) => void;
  /** Without an answer, or a byte of it, for so long the connection counts as broken. */
  readonly patienceMilliseconds?: number;
  /** How requests are paused; tests do not wait. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

const attempts = 5;
/** A server that asks for more is told of rather than waited for. */
const longestWaitMilliseconds = 5 * 60_000;
/** No list of files of a model is as long. */
const maximalAnswerBytes = 16 * 1024 * 1024;
const worthAnotherTry = new Set([408, 429, 500, 502, 503, 504]);

/** Requests to one endpoint: with its token, repeated where that helps, ended where the user says so. */
export class HubConnection {
  readonly endpoint: string;
  readonly patienceMilliseconds: number;

  constructor(private readonly options: HubConnectionOptions) {
    this.endpoint = options.endpoint;
    this.patienceMilliseconds = options.patienceMilliseconds ?? 60_000;
  }

  get hasToken(): boolean {
    return this.options.token !== null && mayCarryToken(this.endpoint);
  }

  /** Resolves to whatever the server answers in the end, errors included. Rejects with DownloadError when it cannot be reached. */
  async request(url: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Response> {
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.once(url, headers, signal).catch((error: unknown) => this.asNetworkProblem(error, url, signal));
      const isLast = attempt === attempts;
      if (outcome instanceof DownloadError) {
        if (isLast) throw outcome;
        await this.pauseBefore(outcome.message, retryDelay(null, attempt), signal);
      } else if (worthAnotherTry.has(outcome.status) && !isLast) {
        await outcome.body?.cancel();
        await this.pauseBefore(`${this.host} answered ${String(outcome.status)}`, retryDelay(outcome.headers.get('retry-after'), attempt), signal);
      } else return outcome;
    }
  }

  /** A `fetch` for the official client: answers of bounded length, read to their end. */
  answering(signal: AbortSignal): typeof fetch {
    return async (input, init) => {
      const given = new Headers(init?.headers);
      const answer = await this.request(input instanceof Request ? input.url : String(input), Object.fromEntries(given), signal);
      const text = await this.readWhole(answer, signal);
      // What was unpacked and read is neither packed nor of that length any more.
      const headers = new Headers(answer.headers);
      for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) headers.delete(name);
      const copy = new Response([204, 304].includes(answer.status) ? null : text, { status: answer.status, headers });
      return Object.defineProperty(copy, 'url', { value: answer.url });
    };
  }

  /** Waits, unless for longer than anybody should; then says when to come again. */
  async pauseBefore(reason: string, milliseconds: number, signal: AbortSignal): Promise<void> {
    if (milliseconds > longestWaitMilliseconds) {
      throw new DownloadError('too-many-requests', `${reason} and asks to come again in ${String(Math.ceil(milliseconds / 60_000))} minutes. What was fetched so far is kept.`);
    }
    this.options.onWait?.(reason, milliseconds);
    await (this.options.wait ?? waitFor)(milliseconds, signal);
    if (signal.aborted) throw new CancelledError();
  }

  get host(): string {
    return new URL(this.endpoint).host;
  }

  /** One request. Fails when the answer does not begin in time; the body is watched by whoever reads it. */
  private async once(url: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Response> {
    if (signal.aborted) throw new CancelledError();
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(new Error('no answer in time')), this.patienceMilliseconds);
    try {
      const answer = await this.options.fetch(url, { headers: { ...headers, ...this.authorization(url) }, signal: AbortSignal.any([signal, silence.signal]) });
      if (url.startsWith('https:') && answer.url.startsWith('http:')) throw new DownloadError('wrong-answer', `${this.host} sends its files over a connection that is not encrypted, so they are not fetched.`);
      return answer;
    } finally {
      clearTimeout(timer);
    }
  }

  private authorization(url: string): Record<string, string> {
    const isEndpoint = new URL(url).origin === new URL(this.endpoint).origin;
    return isEndpoint && this.hasToken ? { authorization: `Bearer ${this.options.token ?? ''}` } : {};
  }

  private asNetworkProblem(error: unknown, url: string, signal: AbortSignal): DownloadError {
    if (signal.aborted || CancelledError.is(error)) throw new CancelledError();
    if (DownloadError.is(error)) throw error;
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    const why = systemErrorCode(cause) ?? (cause instanceof Error ? cause.message : String(cause));
    return new DownloadError('unreachable', `${new URL(url).host} cannot be reached (${why}). Check the network, the proxy and the address of the server`, { cause: error });
  }

  private async readWhole(answer: Response, signal: AbortSignal): Promise<string> {
    const chunks: Uint8Array[] = [];
    let length = 0;
    try {
      for await (const chunk of answer.body ?? []) {
        length += chunk.byteLength;
        if (length > maximalAnswerBytes) throw new DownloadError('wrong-answer', `${this.host} answers without end where a list of files is expected.`);
        chunks.push(chunk);
      }
    } catch (error) {
      throw this.asNetworkProblem(error, this.endpoint, signal);
    }
    return Buffer.concat(chunks).toString('utf8');
  }
}

async function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  await pause(milliseconds, undefined, { signal }).catch(() => undefined);
}
