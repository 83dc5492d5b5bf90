import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { Transform, type Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, type Gunzip } from 'node:zlib';

import { CancelledError, UnreadableFileError } from '../core/errors';
import type { CacheFolder } from './cacheFolder';
import { FileBytes, type FileOrigin } from './fileBytes';
import { systemErrorCode } from './systemErrorCode';
import { Utf16Decoder, type Utf16Encoding } from './utf16Decoder';

/** What has to be done to a file before it is UTF-8 text. */
export type Packing = 'gzip' | Utf16Encoding;

export interface UnpackLimits {
  /** Bytes that a file may have once it is unpacked. */
  readonly maximalBytes: number;
}

/** Room that is left on the disk, whatever is unpacked. */
const spareBytes = 512 * 1024 * 1024;
const probeBytes = 64 * 1024;

/** Unpacked copies of files, outside the workspace, made once for each version of a file. */
export class UnpackedFiles {
  private readonly running = new Map<string, Promise<void>>();

  constructor(private readonly folder: CacheFolder) {}

  /**
   * The unpacked bytes of a file. Throws UnreadableFileError when it is damaged, or larger than the limit or the disk, and
   * CancelledError when the signal is aborted. Memory does not grow with the file.
   */
  async open(packed: FileBytes, packing: Packing, { maximalBytes }: UnpackLimits, signal?: AbortSignal): Promise<FileBytes> {
    const origin: FileOrigin = { path: packed.path, identity: await packed.identify() };
    const file = this.folder.fileOf(await keyOf(packed, packing, origin));
    for (let made = await exists(file); !made; made = await exists(file)) {
      if (signal?.aborted === true) throw new CancelledError('Unpacking was stopped.');
      // Someone else may be at it, and may be stopped.
      const running = this.running.get(file);
      if (running !== undefined) await running.catch(() => undefined);
      else await this.make(file, { origin, packing, maximalBytes }, signal);
    }
    const size = await sizeOf(file);
    if (size > maximalBytes) throw tooLarge(origin.path, maximalBytes);
    await this.folder.touch(file);
    return new FileBytes(file, origin);
  }

  private async make(file: string, work: Unpacking, signal: AbortSignal | undefined): Promise<void> {
    const made = this.folder.create(file, (temporary) => unpack(work, temporary, signal));
    this.running.set(file, made);
    try {
      await made;
    } catch (error) {
      throw explained(error, work.origin.path, this.folder.folder, signal);
    } finally {
      this.running.delete(file);
    }
  }
}

interface Unpacking {
  readonly origin: FileOrigin;
  readonly packing: Packing;
  readonly maximalBytes: number;
}

async function unpack({ origin, packing, maximalBytes }: Unpacking, temporary: string, signal: AbortSignal | undefined): Promise<void> {
  const { bavail, bsize } = await statfs(path.dirname(temporary));
  const room = Math.max(0, bavail * bsize - spareBytes);
  const limit = new ByteLimit(Math.min(maximalBytes, room), () => (room < maximalBytes ? noRoom(origin.path) : tooLarge(origin.path, maximalBytes)));
  const decoder: Duplex = packing === 'gzip' ? createGunzip({ chunkSize: 256 * 1024 }) : new Utf16Decoder(packing, origin.path);
  const target = createWriteStream(temporary, { flags: 'wx', mode: 0o600, flush: true });
  await pipeline(createReadStream(origin.path, { highWaterMark: 256 * 1024 }), decoder, limit, target, signal === undefined ? {} : { signal });
  if (packing === 'gzip') await refuseLeftOver(origin, decoder as Gunzip);
}

/** What follows the last gzip member may be zeros (padding of tapes and blocks); anything else would be lost without a word. */
async function refuseLeftOver({ path: file, identity }: FileOrigin, { bytesWritten }: Gunzip): Promise<void> {
  const left = Number(identity.size) - bytesWritten;
  if (left <= 0) return;
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(left, 1024 * 1024)), 0, Math.min(left, 1024 * 1024), bytesWritten);
    if (buffer.subarray(0, bytesRead).every((byte) => byte === 0)) return;
  } finally {
    await handle.close();
  }
  throw damaged(file, `${String(left)} bytes behind its end are not gzip`);
}

/** Passes bytes on up to a limit. */
class ByteLimit extends Transform {
  private total = 0;

  constructor(
    private readonly limit: number,
    private readonly refusal: () => Error,
  ) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: string, done: (error: Error | null, chunk?: Buffer) => void): void {
    this.total += chunk.length;
    if (this.total > this.limit) done(this.refusal());
    else done(null, chunk);
  }
}

function explained(error: unknown, file: string, folder: string, signal: AbortSignal | undefined): unknown {
  if (UnreadableFileError.is(error)) return error;
  if (signal?.aborted === true) return new CancelledError('Unpacking was stopped.');
  const code = systemErrorCode(error) ?? '';
  if (code === 'Z_BUF_ERROR') return damaged(file, 'it ends in the middle');
  if (code.startsWith('Z_')) return damaged(file, error instanceof Error ? error.message : code);
  if (code === 'ENOSPC' || code === 'EDQUOT') return noRoom(file);
  return new UnreadableFileError(`${file} could not be unpacked into ${folder} (${error instanceof Error ? error.message : String(error)}); make that folder writable, or unpack the file yourself.`, { cause: error });
}

function damaged(file: string, detail: string): UnreadableFileError {
  return new UnreadableFileError(`${file} is damaged: ${detail}; fetch it again, or save what can be saved with "gzip -dc".`);
}

function noRoom(file: string): UnreadableFileError {
  return new UnreadableFileError(`${file} does not fit on the disk once it is unpacked; free some space.`);
}

function tooLarge(file: string, limit: number): UnreadableFileError {
  const size = `${String(Math.round((limit / 1024 ** 3) * 100) / 100)} GiB`;
  return new UnreadableFileError(`${file} has more than ${size} once it is unpacked; if that is right, raise the limit (--max-unpacked, or the setting preflens.files.maximalUnpackedSize).`);
}

/** Of one version of one file, by what the file system says and a look at its content. */
async function keyOf(packed: FileBytes, packing: Packing, { path: file, identity }: FileOrigin): Promise<string> {
  const hash = createHash('sha256');
  for (const from of [0, Math.max(0, Number(identity.size) - probeBytes)]) hash.update(await packed.head(from, probeBytes));
  const { device, node, size, changed } = identity;
  return JSON.stringify([file, packing, String(device), String(node), String(size), String(changed), hash.digest('hex')]);
}

async function exists(file: string): Promise<boolean> {
  return (await stat(file).catch(() => undefined))?.isFile() === true;
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file)).size;
}
