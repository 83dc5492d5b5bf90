import type * as vscode from 'vscode';

import type { RowSource } from '../../core/ports';
import { openDocument } from '../documents/datasetFiles';
import type { DatasetOpener } from '../documents/datasetOpener';
import { textFormat } from '../documents/textFormat';
import type { ChangeLists } from '../edits/changeLists';
import { readFileStamp, type FileStamp } from '../session/fileStamp';
import { rowsWithout } from './rowsWithout';
import { slicedSource } from './slicedSource';
import { textSource } from './textSource';

/** What is looked through of a file: the file on disk, or its text where that has unsaved changes. */
export interface SearchedVersion {
  /** To be closed. */
  readonly source: RowSource;
  /** Null for unsaved text. */
  readonly stamp: FileStamp | null;
  /** Version of the document; null where the file is read. */
  readonly documentVersion: number | null;
}

/** Opens a file with the pending changes of its change list made, or its text where that has unsaved changes. Rejects as the opener does. */
export async function openSearchedVersion({ changes, openDataset }: { readonly changes: ChangeLists; readonly openDataset: DatasetOpener }, uri: vscode.Uri, signal: AbortSignal): Promise<SearchedVersion> {
  const document = openDocument(uri);
  if (document?.isDirty) {
    const text = document.getText();
    return { source: slicedSource(textSource(text, textFormat(uri, text))), stamp: null, documentVersion: document.version };
  }
  const stamp = await readFileStamp(uri.fsPath);
  const onDisk = await openDataset(uri, signal);
  const dropped = [...(await changes.get(uri)).byRow].filter(([, all]) => all.some(({ kind }) => kind === 'drop')).map(([row]) => row);
  return { source: slicedSource(rowsWithout(await changes.changed(uri, onDisk), new Set(dropped))), stamp, documentVersion: null };
}
