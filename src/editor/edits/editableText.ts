import { readFile, stat } from 'node:fs/promises';
import * as vscode from 'vscode';

import { decodeUtf8 } from '../../core/dataset/decodeUtf8';
import type { ContainerFormat } from '../../core/ports';
import { textFormat } from '../documents/textFormat';

/** VS Code gives extensions no document above this size. */
const largestDocument = 50 * 1024 * 1024;

/** A dataset whose text VS Code can edit and save so that every other byte stays. */
export interface EditableText {
  readonly document: vscode.TextDocument;
  readonly text: string;
  readonly format: ContainerFormat;
}

/** Why a file cannot be edited as text, in one sentence; its changes go to the change list. */
export interface NotEditable {
  readonly reason: string;
}

/** The document of a file for editing, or why it has none. */
export async function editableText(uri: vscode.Uri): Promise<EditableText | NotEditable> {
  if (!/\.(jsonl|ndjson|json|csv|tsv)$/i.test(uri.path)) return { reason: vscode.l10n.t('Only text files can be edited in place.') };
  const { size } = await stat(uri.fsPath);
  if (size > largestDocument) return tooLarge();
  const onDisk = decodeUtf8(await readFile(uri.fsPath));
  if (onDisk.kind === 'invalid') return { reason: vscode.l10n.t('The file is not UTF-8 throughout, and saving it as text would change other rows.') };
  const disk = onDisk.text.replace(/^\ufeff/, '');
  if (hasMixedLineEnds(disk)) return { reason: vscode.l10n.t('The file mixes line ends, which VS Code would make equal in other rows when saving.') };
  const document = await openDocument(uri);
  if (document === undefined) return tooLarge();
  const text = document.getText();
  if (!document.isDirty && text !== disk) return { reason: vscode.l10n.t('VS Code reads the file with another encoding, and saving it as text would change other rows.') };
  return { document, text, format: textFormat(uri, text) };
}

/** Undefined where VS Code refuses: its limit counts characters and may be moved. */
async function openDocument(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}

function tooLarge(): NotEditable {
  return { reason: vscode.l10n.t('The file is larger than the 50 MB up to which VS Code edits text.') };
}

/** A carriage return alone ends a line for VS Code, too. */
function hasMixedLineEnds(text: string): boolean {
  const firstEnd = /\r\n?|\n/.exec(text)?.[0];
  if (firstEnd === undefined || firstEnd === '\r') return firstEnd !== undefined;
  return firstEnd === '\n' ? text.includes('\r') : /\r(?!\n)|(?<!\r)\n/.test(text);
}
