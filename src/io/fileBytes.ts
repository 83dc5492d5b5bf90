import { statSync, type BigIntStats } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';

import { FileChangedError, UnreadableFileError } from '../core/errors';
import type { CancellationSignal } from '../core/ports';
import { fileIdentity, isSameFile, type FileIdentity } from './fileIdentity';
import { systemErrorCode } from './systemErrorCode';
import { unreadableFile } from './unreadableFile';

const chunkBytes = 1024 * 1024;
const readAheadBytes = 256 * 1024;

interface Block {
  readonly start: number;
  readonly bytes: Promise<Buffer>;
  readonly length: number;
}

/** A file that this one was made from (unpacked, say): when it changes, so has what we read. */
export interface FileOrigin {
  readonly path: string;
  readonly identity: FileIdentity;
}

/**
 * The bytes of a file, by ranges and in order, known to be those of one version of it. Holds one block of the file at most,
 * and keeps no file open between calls.
 */
export class FileBytes {
  private known: FileIdentity | undefined;
  private block: Block | undefined;

  constructor(
    readonly path: string,
    private readonly origin?: FileOrigin,
  ) {}

  /** The path that messages name: the one that the user knows. */
  get userPath(): string {
    return this.origin?.path ?? this.path;
  }

  /** Takes the file as it is now. Throws UnreadableFileError for what cannot be read as a file. */
  async identify(): Promise<FileIdentity> {
    const stats = await this.fileStats();
    if (stats.isDirectory()) throw unreadableFile(this.userPath, Object.assign(new Error('a folder'), { code: 'EISDIR' }));
    if (!stats.isFile()) throw new UnreadableFileError(`${this.userPath} is not a regular file; save the data to a file first.`);
    this.known = fileIdentity(stats);
    this.block = undefined;
    return this.known;
  }

  /** The bytes at `start`, fewer than `length` at the end of the file. */
  async head(start: number, length: number): Promise<Buffer> {
    const handle = await this.openFile();
    try {
      const buffer = Buffer.allocUnsafeSlow(length);
      return buffer.subarray(0, await this.fill(handle, buffer, start));
    } finally {
      await handle.close();
    }
  }

  /**
   * All bytes from `start` on, in order; a chunk may be used until the next is asked for. Ends early, without error, when the
   * signal is aborted. Throws FileChangedError at the end when the file is not the one that was identified any more.
   */
  async *chunks(start: number, signal?: CancellationSignal): AsyncGenerator<Buffer, void, void> {
    const size = Number((this.known ?? (await this.identify())).size);
    const handle = await this.openFile();
    const buffers = [Buffer.allocUnsafeSlow(chunkBytes), Buffer.allocUnsafeSlow(chunkBytes)] as const;
    let [position, turn] = [start, 0];
    let pending = this.chunk(handle, buffers[0], position, size);
    try {
      // Up to the size at the start: a file that grows all the time would never end.
      while (position < size && !isAborted(signal)) {
        const chunk = await pending;
        if (chunk.length === 0) break;
        position += chunk.length;
        turn = 1 - turn;
        // The next chunk is read while this one is worked on.
        pending = this.chunk(handle, buffers[turn === 0 ? 0 : 1], position, size);
        yield chunk;
      }
    } finally {
      await pending.catch(() => undefined);
      await handle.close();
    }
    if (!isAborted(signal)) this.verify(position >= size);
  }

  /** A range of the version that was identified. Throws FileChangedError when the file is another by now. */
  async read(start: number, length: number): Promise<Buffer> {
    if (this.known === undefined) await this.identify();
    const block = this.blockFor(start, length);
    const from = start - block.start;
    const bytes = (await this.bytesOf(block)).subarray(from, from + length);
    this.verify(bytes.length === length);
    return bytes;
  }

  /** A range of the version that was identified, in a buffer of its own. Throws FileChangedError when the file is another by now. */
  async readOnce(start: number, length: number): Promise<Buffer> {
    if (this.known === undefined) await this.identify();
    const bytes = await this.readBlock(start, length);
    this.verify(bytes.length === length);
    return bytes;
  }

  /** Lets go of what was read ahead. */
  release(): void {
    this.block = undefined;
  }

  private chunk(handle: FileHandle, buffer: Buffer, position: number, size: number): Promise<Buffer> {
    const wanted = buffer.subarray(0, Math.max(0, Math.min(chunkBytes, size - position)));
    const read = this.readInto(handle, wanted, position).then((count) => buffer.subarray(0, count));
    // It may fail while the chunk before is worked on, and be awaited later.
    read.catch(() => undefined);
    return read;
  }

  /** The block that holds the range: reading ahead makes reading in order cheap. */
  private blockFor(start: number, length: number): Block {
    const held = this.block;
    if (held !== undefined && start >= held.start && start + length <= held.start + held.length) return held;
    const size = Math.max(length, readAheadBytes);
    const block = { start, length: size, bytes: this.readBlock(start, size) };
    this.block = block;
    return block;
  }

  private async bytesOf(block: Block): Promise<Buffer> {
    try {
      return await block.bytes;
    } catch (error) {
      // A failure may pass (too many open files): the next read tries anew.
      if (this.block === block) this.block = undefined;
      throw error;
    }
  }

  private async readBlock(start: number, length: number): Promise<Buffer> {
    return this.head(start, length).catch((error: unknown) => {
      const gone = error instanceof Error && systemErrorCode(error.cause) === 'ENOENT';
      throw gone ? this.changed() : error;
    });
  }

  private async fill(handle: FileHandle, buffer: Buffer, start: number): Promise<number> {
    let filled = 0;
    for (;;) {
      const count = await this.readInto(handle, buffer.subarray(filled), start + filled);
      filled += count;
      if (count === 0 || filled === buffer.length) return filled;
    }
  }

  private async readInto(handle: FileHandle, buffer: Buffer, position: number): Promise<number> {
    try {
      return (await handle.read(buffer, 0, buffer.length, position)).bytesRead;
    } catch (error) {
      throw unreadableFile(this.userPath, error);
    }
  }

  /**
   * After the bytes were read, so that they are known to be those of the identified file. Synchronous because it is asked for
   * every row: through the thread pool it takes eight times as long (40 against 5 microseconds).
   */
  verify(complete = true): void {
    if (complete && isStill(this.path, this.known) && (this.origin === undefined || isStill(this.origin.path, this.origin.identity))) return;
    this.block = undefined;
    throw this.changed();
  }

  private changed(): FileChangedError {
    return new FileChangedError(`${this.userPath} changed on disk while it was being read; read it again.`);
  }

  private openFile(): Promise<FileHandle> {
    return open(this.path, 'r').catch((error: unknown) => {
      throw unreadableFile(this.userPath, error);
    });
  }

  private fileStats(): Promise<BigIntStats> {
    return stat(this.path, { bigint: true }).catch((error: unknown) => {
      throw unreadableFile(this.userPath, error);
    });
  }
}

function isStill(path: string, known: FileIdentity | undefined): boolean {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return known !== undefined && stats !== undefined && isSameFile(known, fileIdentity(stats));
}

/** Asked anew each time: the signal changes between awaits. */
function isAborted(signal: CancellationSignal | undefined): boolean {
  return signal?.aborted === true;
}
