import type * as vscode from 'vscode';

import type { Dataset } from '../../app/readDatasetRow';
import { readRow } from '../../core/dataset/readRow';
import { JsonLinesSource } from '../../io/jsonLinesSource';

/** A dataset read from the bytes on disk: a TextDocument stops at 50 MB and has lost what was not UTF-8. */
export function datasetFromFile(uri: vscode.Uri): Dataset {
  return { source: new JsonLinesSource(uri.fsPath), readRow };
}
