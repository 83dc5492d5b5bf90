import type * as vscode from 'vscode';

import type { ContainerFormat } from '../../core/ports';

/** How the rows of a text file are written, by its name and its first character. */
export function textFormat({ path }: vscode.Uri, text: string): ContainerFormat {
  if (/\.csv$/i.test(path)) return 'csv';
  if (/\.tsv$/i.test(path)) return 'tsv';
  return /\.json$/i.test(path) && /^\s*\[/.test(text) ? 'json' : 'jsonl';
}
