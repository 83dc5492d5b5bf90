import path from 'node:path';

import { ChangeList } from '../../core/edits/changeList/changeList';
import { changeListSuffix, type ChangeRecord } from '../../core/edits/changeList/changeRecord';
import { parseChangeList } from '../../core/edits/changeList/parseChangeList';
import type { DamagedLine } from '../../core/parseJsonLines';
import { AppendOnlyFile } from '../appendOnlyFile';
import { stampedRecord, type Unstamped } from '../stampedRecord';

export type NewChange = Unstamped<ChangeRecord>;

export interface StoredChanges {
  readonly list: ChangeList;
  readonly damaged: readonly DamagedLine[];
}

/** The change list beside a dataset. */
export class ChangeListFile {
  private readonly file: AppendOnlyFile;

  constructor(dataset: string) {
    // Of a folder the name without its last slash: the list stands beside it, not in it.
    this.file = new AppendOnlyFile(path.resolve(dataset) + changeListSuffix);
  }

  get path(): string {
    return this.file.path;
  }

  /** An empty list where there is no file. Throws UnreadableFileError. */
  async read(): Promise<StoredChanges> {
    const { records, damaged } = parseChangeList(await this.file.text());
    return { list: new ChangeList(records), damaged };
  }

  /** Resolves once the change is on the disk. Rejects with OutputError. */
  async append(change: NewChange): Promise<ChangeRecord> {
    const record = stampedRecord(change) as ChangeRecord;
    await this.file.append([JSON.stringify(record)]);
    return record;
  }

  /** The same for many, in one write. */
  async appendAll(changes: readonly NewChange[]): Promise<void> {
    await this.file.append(changes.map((change) => JSON.stringify(stampedRecord(change))));
  }
}
