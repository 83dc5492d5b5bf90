import * as vscode from 'vscode';

import { fileOfActivePage, onDidChangeActivePage } from '../webviews/filePages';

/** What providers of hovers and lenses are registered for. */
export const datasetSelector: vscode.DocumentSelector = [
  { scheme: 'file', language: 'jsonl' },
  { scheme: 'file', pattern: '**/*.{jsonl,ndjson}' },
];

export function isDatasetUri(uri: vscode.Uri): boolean {
  return uri.scheme === 'file' && /\.(jsonl|ndjson)$/i.test(uri.path);
}

/** Whether the file's bytes are the text that an editor shows: not Parquet, and nothing compressed. */
export function isTextFile(uri: vscode.Uri): boolean {
  return !/\.(parquet|parq|gz|gzip)$/i.test(uri.path);
}

export function isDatasetDocument(document: vscode.TextDocument): boolean {
  return document.uri.scheme === 'file' && (document.languageId === 'jsonl' || isDatasetUri(document.uri));
}

/** Whether the edits of a document are followed: every text that may be scored. */
export function isFollowedDocument(document: vscode.TextDocument): boolean {
  return isDatasetDocument(document) || (document.uri.scheme === 'file' && /\.(json|csv|tsv)$/i.test(document.uri.path));
}

export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const key = uri.toString();
  return vscode.workspace.textDocuments.find((document) => !document.isClosed && document.uri.toString() === key);
}

export function editorsOf(uri: vscode.Uri): vscode.TextEditor[] {
  const key = uri.toString();
  return vscode.window.visibleTextEditors.filter((editor) => editor.document.uri.toString() === key);
}

/** The file in front: its text editor, the tab alone where VS Code gives extensions no document (above 50 MB), or a page about it. */
export function activeFile(): vscode.Uri | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor) return editor.document.uri;
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? input.uri : fileOfActivePage();
}

/** Told whenever `activeFile` may have another answer. */
export function watchActiveFile(changed: () => void): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(() => changed()),
    vscode.window.tabGroups.onDidChangeTabs(() => changed()),
    onDidChangeActivePage(() => changed()),
  );
}
