import path from 'node:path';

import type * as vscode from 'vscode';

import type { RowSource } from '../../core/ports';
import { openRowSource } from '../../io/openRowSource';
import { readConfiguration } from '../configuration/configuration';

/** Opens the dataset behind a file, from its bytes on disk: a TextDocument stops at 50 MB and has lost what was not UTF-8. */
export type DatasetOpener = (uri: vscode.Uri, signal: AbortSignal) => Promise<RowSource>;

export function createDatasetOpener(extensionPath: string): DatasetOpener {
  const parquetWorkerFile = path.join(extensionPath, 'dist', 'parquetWorker.js');
  return (uri, signal) => {
    const { split, maximalUnpackedBytes } = readConfiguration(uri).files;
    return openRowSource(uri.fsPath, { split: split === '' ? undefined : split, maximalUnpackedBytes, parquetWorkerFile, signal });
  };
}
