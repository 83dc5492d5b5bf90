import { randomUUID } from 'node:crypto';
import { open, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import { ChangeList } from '../../core/edits/changeList/changeList';
import { changeListSuffix, type ChangeRecord } from '../../core/edits/changeList/changeRecord';
import { parseChangeList, type DamagedLine } from '../../core/edits/changeList/parseChangeList';
import { OutputError } from '../outputError';
import { systemErrorCode } from '../systemErrorCode';
import { unreadableFile } from '../unreadableFile';

type Unstamped<Kind> = Kind extends ChangeRecord ? Omit<Kind, 'version' | 'id' | 'at'> : never;
/** A record without what the file adds: its version, identity and time. */
export type NewChange = Unstamped<ChangeRecord>;

export interface StoredChanges {
  readonly list: ChangeList;
  readonly damaged: readonly DamagedLine[];
}

const maximalBytes = 512 * 1024 * 1024;

/**
 * The change list beside a dataset. It is only ever appended to, one whole line at a time and synchronised to the disk, so
 * that a kill loses nothing that was said to be done, and several windows may write to it.
 */
export class ChangeListFile {
  readonly path: string;

  constructor(dataset: string) {
    // Of a folder the name without its last slash: the list stands beside it, not in it.
    this.path = path.resolve(dataset) + changeListSuffix;
  }

  /** An empty list where there is no file. Throws UnreadableFileError. */
  async read(): Promise<StoredChanges> {
    const { records, damaged } = parseChangeList(await this.text());
    return { list: new ChangeList(records), damaged };
  }

  /** Resolves once the change is on the disk. Rejects with OutputError. */
  async append(change: NewChange): Promise<ChangeRecord> {
    const record = { version: 1, id: randomUUID(), at: new Date().toISOString(), ...change } as ChangeRecord;
    try {
      await this.appendLine(JSON.stringify(record));
    } catch (error) {
      throw new OutputError(this.path, error);
    }
    return record;
  }

  private async text(): Promise<string> {
    try {
      if ((await stat(this.path)).size > maximalBytes) throw new Error('it is far larger than any change list');
      return await readFile(this.path, 'utf8');
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return '';
      throw unreadableFile(this.path, error);
    }
  }

  private async appendLine(line: string): Promise<void> {
    const handle = await open(this.path, 'a+');
    try {
      const { size } = await handle.stat();
      const last = Buffer.alloc(1);
      if (size > 0) await handle.read(last, 0, 1, size - 1);
      // A killed program may have left half a line; the new one must not become part of it.
      const bytes = Buffer.from(`${size > 0 && last[0] !== 0x0a ? '\n' : ''}${line}\n`);
      const { bytesWritten } = await handle.write(bytes);
      if (bytesWritten < bytes.length) throw Object.assign(new Error('the disk is full'), { code: 'ENOSPC' });
      await handle.datasync();
    } finally {
      await handle.close();
    }
  }
}
