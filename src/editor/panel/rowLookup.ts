import type * as vscode from 'vscode';

import type { RowSource } from '../../core/ports';
import { readFileStamp, sameFileStamp, type FileStamp } from '../session/fileStamp';
import { RowIndex } from '../../core/dataset/rowIndex';
import type { SessionRegistry } from '../session/sessionRegistry';

/** Finds rows of files that may not have been scored. Keeps the places of the last file. */
export class RowLookup {
  private last: { readonly uri: string; readonly stamp: FileStamp | null; readonly index: RowIndex } | undefined;

  constructor(private readonly sessions: SessionRegistry) {}

  async indexOf(uri: vscode.Uri, source: RowSource, signal: AbortSignal): Promise<RowIndex> {
    const stamp = await readFileStamp(uri.fsPath);
    const scored = this.sessions.get(uri)?.current;
    if (scored && sameFileStamp(scored.stamp, stamp)) return scored.index;
    if (this.last?.uri === uri.toString() && sameFileStamp(this.last.stamp, stamp)) return this.last.index;
    const index = new RowIndex();
    for await (const chunk of source.locate(signal)) index.add(chunk);
    if (!signal.aborted) this.last = { uri: uri.toString(), stamp, index };
    return index;
  }
}
