import { randomBytes } from 'node:crypto';
import { chmod, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { OutputError } from '../outputError';

/** The part of a file handle that writers need. */
export interface WritableFile {
  write(bytes: Uint8Array, offset: number, length: number): Promise<{ readonly bytesWritten: number }>;
  truncate(length: number): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the file for writing, made anew or emptied. */
export type OpenFile = (path: string) => Promise<WritableFile>;

/**
 * A file that appears whole or not at all: bytes go to a temporary file beside it, which `commit` renames. A target that is no
 * regular file (a device, a pipe) is written directly. Every failure is an OutputError.
 */
export class AtomicFile {
  private closed = false;
  private done = false;

  private constructor(
    readonly target: string,
    /** Where the bytes go meanwhile; undefined when they go to the target directly. */
    private readonly temporary: string | undefined,
    readonly targetExists: boolean,
    private readonly file: WritableFile,
  ) {}

  /** Rejects with OutputError when the folder is missing or may not be written. `openFile` is for tests. */
  static async create(path: string, openFile: OpenFile = (name) => open(name, 'w')): Promise<AtomicFile> {
    try {
      // Through a symbolic link, so that the rename replaces the file and not the link.
      const target = await realpath(path).catch(() => path);
      const existing = await stat(target).catch(() => undefined);
      if (existing?.isDirectory() === true) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
      const direct = existing !== undefined && !existing.isFile();
      const temporary = direct ? undefined : temporaryPath(target);
      const file = await openFile(temporary ?? target);
      if (existing !== undefined && temporary !== undefined) await chmod(temporary, existing.mode & 0o777);
      return new AtomicFile(target, temporary, existing !== undefined, file);
    } catch (error) {
      throw new OutputError(path, error);
    }
  }

  /** True for a device or a pipe, where what was written cannot be taken back. */
  get isDirect(): boolean {
    return this.temporary === undefined;
  }

  get isDone(): boolean {
    return this.done;
  }

  /** Resolves to the number of bytes written, which is all of them; `onWritten` hears of each part, before a failure too. */
  async write(bytes: Uint8Array, onWritten: (bytes: number) => void = () => undefined): Promise<void> {
    let written = 0;
    try {
      await this.run(async () => {
        while (written < bytes.length) written += (await this.file.write(bytes, written, bytes.length - written)).bytesWritten;
      });
    } finally {
      onWritten(written);
    }
  }

  /** Cuts off what lies behind `length` bytes. */
  async truncate(length: number): Promise<void> {
    if (this.temporary !== undefined && !this.closed) await this.run(() => this.file.truncate(length));
  }

  /** Puts the file in its place, or in another. On failure the temporary file stays for another try or for `discard`. */
  async commit(path: string = this.target): Promise<void> {
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

  /** Forgets what was written; the target stays as it was. */
  async discard(): Promise<void> {
    if (this.done) return;
    this.done = true;
    if (!this.closed) await this.file.close().catch(() => undefined);
    if (this.temporary !== undefined) await rm(this.temporary, { force: true });
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
