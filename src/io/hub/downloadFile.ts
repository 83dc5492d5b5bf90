import { open, rm, stat, truncate } from 'node:fs/promises';

import { CancelledError } from '../../core/errors';
import type { RemoteFile } from '../../core/models/remoteModel';
import { OutputError } from '../outputError';
import { systemErrorCode } from '../systemErrorCode';
import { DownloadError } from './downloadError';
import { hasChecksum } from './fileChecksum';
import { statusProblem } from './findRemoteModel';
import type { HubConnection } from './hubConnection';
import { retryDelay } from './retryDelay';

/** One file of a model at one revision. */
export interface FileOrder {
  readonly model: string;
  readonly revision: string;
  readonly file: RemoteFile;
  /** Where its bytes gather; what is there already is gone on from. */
  readonly part: string;
}

/** So often the connection may break without a byte more before the download is given up. */
const vainAttempts = 5;

/** Fetches a file to its end and checks its content. Rejects with DownloadError, OutputError or CancelledError; what came stays for the next time. */
export async function downloadFile(connection: HubConnection, order: FileOrder, signal: AbortSignal, onBytes: (received: number) => void): Promise<void> {
  const { checksum, bytes, path } = order.file;
  if (checksum === null) throw new DownloadError('damaged', `${connection.host} names no checksum for ${path}, so nobody could tell whether it arrived whole. Fetch the folder by other means and choose it as a folder.`);
  for (let attempt = 1; ; attempt++) {
    await fetchToEnd(connection, order, signal, onBytes);
    if (await isWhole(order.part, bytes, () => hasChecksum(order.part, bytes, checksum, signal), signal)) return;
    // What was gone on from may have been damaged before: once more from the start.
    await rm(order.part, { force: true });
    if (attempt === 2) throw new DownloadError('damaged', `${path} of "${order.model}" arrived with another content than ${connection.host} says it has, twice. Something between here and there changes it.`);
  }
}

async function isWhole(part: string, bytes: number, check: () => Promise<boolean>, signal: AbortSignal): Promise<boolean> {
  // An empty file comes without a request.
  if (bytes === 0) await (await open(part, 'a')).close();
  try {
    return await check();
  } catch (error) {
    if (signal.aborted) throw new CancelledError();
    throw error;
  }
}

async function fetchToEnd(connection: HubConnection, order: FileOrder, signal: AbortSignal, onBytes: (received: number) => void): Promise<void> {
  let vain = 0;
  for (let received = await startOf(order); received < order.file.bytes; ) {
    onBytes(received);
    const before = received;
    const problem = await fetchSome(connection, order, received, signal, onBytes);
    received = await startOf(order);
    if (problem === null) continue;
    vain = received > before ? 1 : vain + 1;
    if (vain >= vainAttempts) throw new DownloadError('unreachable', `The connection to ${connection.host} breaks again and again (${problem}). What was fetched is kept: try again, and it goes on from there.`);
    await connection.pauseBefore(`The connection to ${connection.host} broke`, retryDelay(null, vain), signal);
  }
  onBytes(order.file.bytes);
}

/** How much of the file is there. More than there can be is of another file. */
async function startOf({ part, file }: FileOrder): Promise<number> {
  const size = await stat(part).then(({ size: found }) => found, () => 0);
  if (size <= file.bytes) return size;
  await rm(part, { force: true });
  return 0;
}

/** One request, as far as it carries. Resolves to null, or to why the connection broke. */
async function fetchSome(connection: HubConnection, order: FileOrder, from: number, signal: AbortSignal, onBytes: (received: number) => void): Promise<string | null> {
  const { model, revision, file, part } = order;
  const url = `${connection.endpoint}/${model}/resolve/${[revision, ...file.path.split('/')].map(encodeURIComponent).join('/')}`;
  // Packed answers have no ranges.
  const answer = await connection.request(url, { 'accept-encoding': 'identity', ...(from > 0 ? { range: `bytes=${String(from)}-` } : {}) }, signal);
  const goesOn = answer.status === 206 && Number(/^bytes (\d+)-/.exec(answer.headers.get('content-range') ?? '')?.[1]) === from;
  if (answer.status === 416 || (answer.status === 206 && !goesOn)) {
    await answer.body?.cancel();
    await rm(part, { force: true });
    return `the server does not go on at byte ${String(from)}`;
  }
  if (answer.status !== 200 && !goesOn) {
    await answer.body?.cancel();
    throw statusProblem(answer.status, connection, model);
  }
  return append(answer, order, goesOn ? from : 0, { connection, signal, onBytes });
}

interface Watch {
  readonly connection: HubConnection;
  readonly signal: AbortSignal;
  readonly onBytes: (received: number) => void;
}

/** Writes the answer to the end of the part. Null when it ended by itself. */
async function append(answer: Response, order: FileOrder, from: number, watch: Watch): Promise<string | null> {
  const handle = await open(order.part, 'a').catch((error: unknown) => Promise.reject(new OutputError(order.part, error)));
  try {
    if (from === 0) await truncate(order.part, 0);
    return await copyBody(answer, order, from, (bytes) => handle.appendFile(bytes), watch);
  } finally {
    // A machine that loses power must not be left with holes that count as fetched.
    await handle.sync().catch(() => undefined);
    await handle.close();
  }
}

async function copyBody(answer: Response, order: FileOrder, from: number, write: (bytes: Uint8Array) => Promise<void>, { connection, signal, onBytes }: Watch): Promise<string | null> {
  const reader = answer.body?.getReader();
  let received = from;
  try {
    for (;;) {
      const chunk = await readInTime(reader, connection.patienceMilliseconds, signal);
      if (chunk === null) return received === order.file.bytes ? null : `it ended after ${String(received)} of ${String(order.file.bytes)} bytes`;
      received += chunk.byteLength;
      if (received > order.file.bytes) throw new DownloadError('damaged', `${connection.host} sends more of ${order.file.path} than it says there is.`);
      await write(chunk).catch((error: unknown) => Promise.reject(new OutputError(order.part, error)));
      onBytes(received);
    }
  } catch (error) {
    if (signal.aborted) throw new CancelledError();
    if (DownloadError.is(error) || OutputError.is(error)) throw error;
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    return systemErrorCode(cause) ?? (cause instanceof Error ? cause.message : String(cause));
  } finally {
    void reader?.cancel().catch(() => undefined);
  }
}

/** The next bytes; null at the end. Rejects where nothing comes for too long. */
async function readInTime(reader: ReadableStreamDefaultReader<Uint8Array> | undefined, milliseconds: number, signal: AbortSignal): Promise<Uint8Array | null> {
  if (signal.aborted) throw new CancelledError();
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('nothing comes any more')), milliseconds);
  });
  try {
    const next = await Promise.race([reader?.read(), silence]);
    return next?.done === false ? next.value : null;
  } finally {
    clearTimeout(timer);
  }
}
