import { statSync, type BigIntStats } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';

import { maximalRowBytes } from '../core/dataset/maximalRowBytes';
import { FileChangedError, UnreadableFileError } from '../core/errors';
import type { CancellationSignal, Container, RowContent, RowLocation, RowSource } from '../core/ports';
import { fileIdentity, isSameFile, type FileIdentity } from './fileIdentity';
import { LineSplitter } from './lineSplitter';
import { formatProbeBytes, refuseForeignFormat } from './refuseForeignFormat';
import { systemErrorCode } from './systemErrorCode';
import { unreadableFile } from './unreadableFile';

const scanChunkBytes = 1024 * 1024;
const readAheadBytes = 256 * 1024;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

interface Block {
  readonly start: number;
  readonly bytes: Promise<Buffer>;
  readonly length: number;
}

/** A JSON Lines file: UTF-8, one object a line. Holds one block of the file at most, and keeps no file open between calls. */
export class JsonLinesSource implements RowSource {
  readonly container: Container;
  private located: FileIdentity | undefined;
  private block: Block | undefined;

  constructor(readonly path: string) {
    this.container = { format: 'jsonl', compression: null, files: [path] };
  }

  /**
   * See RowSource. Ends early, without error, when the signal is aborted. Throws FileChangedError when the file is written
   * while it is being located. An empty file has no rows and is no error.
   */
  async *locate(signal?: CancellationSignal): AsyncGenerator<readonly RowLocation[], void, void> {
    const handle = await this.openFile();
    try {
      yield* this.scan(handle, signal);
    } finally {
      await handle.close();
    }
  }

  /** See RowSource. Throws RangeError for a row above `maximalRowBytes`; `readLocatedRow` reports such a row without asking. */
  async read(location: RowLocation): Promise<RowContent> {
    if (location.byteLength > maximalRowBytes) throw new RangeError(`A row of ${String(location.byteLength)} bytes is too large to be read.`);
    this.located ??= fileIdentity(await this.fileStats());
    const block = this.blockFor(location);
    const from = location.byteStart - block.start;
    const bytes = (await this.bytesOf(block)).subarray(from, from + location.byteLength);
    this.verifyUnchanged(this.located, bytes.length === location.byteLength);
    return { kind: 'text', bytes, syntax: { kind: 'json' } };
  }

  close(): Promise<void> {
    this.block = undefined;
    return Promise.resolve();
  }

  private async *scan(handle: FileHandle, signal: CancellationSignal | undefined): AsyncGenerator<readonly RowLocation[], void, void> {
    const identity = fileIdentity(await handle.stat({ bigint: true }));
    this.located = identity;
    this.block = undefined;
    const start = await this.probe(handle);
    const splitter = new LineSplitter(start);
    const buffer = Buffer.allocUnsafe(scanChunkBytes);
    // Up to the size at the start: a file that grows all the time would never end.
    for (let position = start; position < identity.size && !isAborted(signal); ) {
      const length = Math.min(scanChunkBytes, Number(identity.size) - position);
      const chunk = buffer.subarray(0, await this.readInto(handle, buffer.subarray(0, length), position));
      if (chunk.length === 0) break;
      position += chunk.length;
      const rows = splitter.push(chunk);
      if (rows.length > 0) yield rows;
    }
    if (isAborted(signal)) return;
    const rest = splitter.end();
    this.verifyUnchanged(identity, true);
    if (rest.length > 0) yield rest;
  }

  /** File offset of the first byte after a byte order mark. */
  private async probe(handle: FileHandle): Promise<number> {
    const probe = Buffer.alloc(formatProbeBytes);
    const start = probe.subarray(0, await this.readInto(handle, probe, 0));
    refuseForeignFormat(this.path, start);
    return start.subarray(0, byteOrderMark.length).equals(byteOrderMark) ? byteOrderMark.length : 0;
  }

  /** The block that holds the row: reading ahead makes reading in order cheap. */
  private blockFor({ byteStart, byteLength }: RowLocation): Block {
    const held = this.block;
    if (held !== undefined && byteStart >= held.start && byteStart + byteLength <= held.start + held.length) return held;
    const length = Math.max(byteLength, readAheadBytes);
    const block = { start: byteStart, length, bytes: this.readBlock(byteStart, length) };
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
    const handle = await this.openFile().catch((error: unknown) => {
      const gone = error instanceof Error && systemErrorCode(error.cause) === 'ENOENT';
      throw gone && this.located !== undefined ? this.changed() : error;
    });
    try {
      const buffer = Buffer.allocUnsafeSlow(length);
      let filled = 0;
      for (;;) {
        const count = await this.readInto(handle, buffer.subarray(filled), start + filled);
        filled += count;
        if (count === 0 || filled === length) return buffer.subarray(0, filled);
      }
    } finally {
      await handle.close();
    }
  }

  private async readInto(handle: FileHandle, buffer: Buffer, position: number): Promise<number> {
    try {
      return (await handle.read(buffer, 0, buffer.length, position)).bytesRead;
    } catch (error) {
      throw unreadableFile(this.path, error);
    }
  }

  /**
   * After the bytes were read, so that they are known to be those of the located file. Synchronous because it is asked for
   * every row: through the thread pool it takes eight times as long (40 against 5 microseconds).
   */
  private verifyUnchanged(expected: FileIdentity, complete: boolean): void {
    const stats = statSync(this.path, { bigint: true, throwIfNoEntry: false });
    if (complete && stats !== undefined && isSameFile(expected, fileIdentity(stats))) return;
    this.block = undefined;
    throw this.changed();
  }

  private changed(): FileChangedError {
    return new FileChangedError(`${this.path} changed on disk while it was being read; read it again.`);
  }

  private async openFile(): Promise<FileHandle> {
    // Asked before opening: opening a pipe would wait for a writer.
    const stats = await this.fileStats();
    if (stats.isDirectory()) throw unreadableFile(this.path, Object.assign(new Error('a folder'), { code: 'EISDIR' }));
    if (!stats.isFile()) throw new UnreadableFileError(`${this.path} is not a regular file; save the data to a file first.`);
    return open(this.path, 'r').catch((error: unknown) => {
      throw unreadableFile(this.path, error);
    });
  }

  private fileStats(): Promise<BigIntStats> {
    return stat(this.path, { bigint: true }).catch((error: unknown) => {
      throw unreadableFile(this.path, error);
    });
  }
}

/** Asked anew each time: the signal changes between awaits. */
function isAborted(signal: CancellationSignal | undefined): boolean {
  return signal?.aborted === true;
}
