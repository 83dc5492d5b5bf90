import { randomBytes } from 'node:crypto';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

import { storeSuffixes } from './storeFiles';

/**
 * Appends records to a file of its own: no other process writes there, so no lock is needed on any file system. What a kill
 * leaves half written ends the file and is never written after.
 */
export class SegmentWriter {
  private handle: FileHandle | undefined;
  private pathNow = '';
  private size = 0;

  constructor(
    private readonly folder: string,
    private readonly maximalBytes: number,
  ) {}

  /** The file that is written to; empty before the first record. */
  get path(): string {
    return this.pathNow;
  }

  /** Writes whole records behind each other, and gives the file's new size. Rejects with the system's error. */
  async append(records: readonly Buffer[]): Promise<void> {
    const handle = await this.currentFile();
    const bytes = Buffer.concat(records);
    try {
      for (let written = 0; written < bytes.length; ) written += (await handle.write(bytes, written, bytes.length - written, this.size + written)).bytesWritten;
      this.size += bytes.length;
    } catch (error) {
      // A file with a torn end takes no more; another is begun when there is room again.
      await handle.truncate(this.size).catch(() => undefined);
      await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const { handle } = this;
    this.handle = undefined;
    await handle?.close().catch(() => undefined);
  }

  private async currentFile(): Promise<FileHandle> {
    // A file that another process deleted, to keep the store in bounds or to clear it, would take records to nowhere.
    if (this.handle && (this.size >= this.maximalBytes || (await this.handle.stat()).nlink === 0)) await this.close();
    if (this.handle) return this.handle;
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const name = `${Date.now().toString(36)}-${randomBytes(6).toString('hex')}${storeSuffixes.segment}`;
    this.pathNow = path.join(this.folder, name);
    this.size = 0;
    this.handle = await open(this.pathNow, 'wx', 0o600);
    return this.handle;
  }
}
