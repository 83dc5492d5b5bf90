import { open, readFile, stat } from 'node:fs/promises';

import { OutputError } from './outputError';
import { systemErrorCode } from './systemErrorCode';
import { unreadableFile } from './unreadableFile';

const maximalBytes = 512 * 1024 * 1024;

/**
 * A file of lines that is only ever appended to, whole lines at a time and synchronised to the disk, so that a kill loses
 * nothing that was said to be done, and several windows may write to it.
 */
export class AppendOnlyFile {
  constructor(readonly path: string) {}

  /** All of it; empty where there is no file. Throws UnreadableFileError. */
  async text(): Promise<string> {
    try {
      if ((await stat(this.path)).size > maximalBytes) throw new Error('it is far larger than any file that Preflens writes beside a dataset');
      return await readFile(this.path, 'utf8');
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return '';
      throw unreadableFile(this.path, error);
    }
  }

  /** Resolves once the lines are on the disk. Rejects with OutputError. */
  async append(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    try {
      await this.write(lines.map((line) => `${line}\n`).join(''));
    } catch (error) {
      throw new OutputError(this.path, error);
    }
  }

  private async write(text: string): Promise<void> {
    const handle = await open(this.path, 'a+');
    try {
      const { size } = await handle.stat();
      const last = Buffer.alloc(1);
      if (size > 0) await handle.read(last, 0, 1, size - 1);
      // A killed program may have left half a line; the new one must not become part of it.
      const bytes = Buffer.from(`${size > 0 && last[0] !== 0x0a ? '\n' : ''}${text}`);
      const { bytesWritten } = await handle.write(bytes);
      if (bytesWritten < bytes.length) throw Object.assign(new Error('the disk is full'), { code: 'ENOSPC' });
      await handle.datasync();
    } finally {
      await handle.close();
    }
  }
}
