import { randomBytes } from 'node:crypto';
import { chmod, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import type { LineWriter } from './lineWriter';
import { OutputError } from './outputError';

const bufferCharacters = 64 * 1024;

/** The part of a file handle that the writer needs. */
export interface WritableFile {
  write(bytes: Uint8Array, offset: number, length: number): Promise<{ readonly bytesWritten: number }>;
  truncate(length: number): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the file for writing, made anew or emptied. */
export type OpenFile = (path: string) => Promise<WritableFile>;

/**
 * JSON Lines into a file that appears whole or not at all: lines go to a temporary file beside it, which `close` renames.
 * A target that is no regular file (a device, a pipe) is written directly.
 */
export class JsonLinesWriter implements LineWriter {
  private pending = '';
  /** Bytes of complete lines in the file; after a failed write it may hold more. */
  private complete = 0;
  private flushed: Promise<void> = Promise.resolve();
  private closed = false;
  /** True once the lines are where they belong, or given up. */
  private done = false;

  private constructor(
    private readonly target: string,
    /** Where the lines go meanwhile; undefined when they go to the target directly. */
    private readonly temporary: string | undefined,
    private readonly targetExists: boolean,
    private readonly file: WritableFile,
  ) {}

  /** Rejects with OutputError when the folder is missing or may not be written. `openFile` is for tests. */
  static async create(path: string, openFile: OpenFile = (name) => open(name, 'w')): Promise<JsonLinesWriter> {
    try {
      // Through a symbolic link, so that the rename replaces the file and not the link.
      const target = await realpath(path).catch(() => path);
      const existing = await stat(target).catch(() => undefined);
      if (existing?.isDirectory() === true) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
      const direct = existing !== undefined && !existing.isFile();
      const temporary = direct ? undefined : temporaryPath(target);
      const file = await openFile(temporary ?? target);
      if (existing !== undefined && temporary !== undefined) await chmod(temporary, existing.mode & 0o777);
      return new JsonLinesWriter(target, temporary, existing !== undefined, file);
    } catch (error) {
      throw new OutputError(path, error);
    }
  }

  write(value: object): Promise<boolean> {
    return this.writeText(JSON.stringify(value));
  }

  async writeText(line: string): Promise<boolean> {
    this.pending += `${line}\n`;
    if (this.pending.length >= bufferCharacters) await this.flush();
    return true;
  }

  /** Puts the file in its place. On failure the temporary file stays for `keepPartial` or `discard`. */
  async close(): Promise<void> {
    if (this.done) return;
    await this.flush();
    await this.finish(this.target);
  }

  /**
   * For an interruption: keeps the complete lines written so far and returns the path where they are. That is the target where
   * none existed before, else the target's name with `.partial`: an earlier, complete result is not lost to half a new one.
   */
  async keepPartial(): Promise<string> {
    if (this.done) return this.target;
    await this.flush().catch(() => undefined);
    const kept = this.targetExists && this.temporary !== undefined ? `${this.target}.partial` : this.target;
    if (this.temporary !== undefined && !this.closed) await this.run(() => this.file.truncate(this.complete));
    await this.finish(kept);
    return kept;
  }

  /** Forgets what was written; the target stays as it was. */
  async discard(): Promise<void> {
    if (this.done) return;
    this.done = true;
    await this.flushed.catch(() => undefined);
    if (!this.closed) await this.file.close().catch(() => undefined);
    if (this.temporary !== undefined) await rm(this.temporary, { force: true });
  }

  private flush(): Promise<void> {
    const bytes = Buffer.from(this.pending, 'utf8');
    this.pending = '';
    this.flushed = this.flushed.then(() => this.run(() => this.append(bytes)));
    return this.flushed;
  }

  private async append(bytes: Buffer): Promise<void> {
    let written = 0;
    try {
      while (written < bytes.length) {
        written += (await this.file.write(bytes, written, bytes.length - written)).bytesWritten;
      }
    } finally {
      // After a failure half-way, lines up to the last line end are whole.
      this.complete += bytes.subarray(0, written).lastIndexOf(0x0a) + 1;
    }
  }

  private async finish(path: string): Promise<void> {
    await this.run(async () => {
      if (!this.closed) {
        // Devices and pipes cannot be synchronised.
        if (this.temporary !== undefined) await this.file.sync();
        this.closed = true;
        await this.file.close();
      }
      if (this.temporary !== undefined) await rename(this.temporary, path);
      this.done = true;
    });
  }

  private async run(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      throw new OutputError(this.target, error);
    }
  }
}

function temporaryPath(target: string): string {
  return join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
}
