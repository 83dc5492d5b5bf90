import path from 'node:path';
import * as vscode from 'vscode';

import type { DatasetEditor, RequestedEdit } from '../edits/datasetEditor';

const scheme = 'preflens-preview';
/** Enough to see what will be done; a diff of thousands of rows is read by nobody. */
const shownRows = 200;

/** The texts of previews; registered once, before the first is shown. */
class PreviewTexts implements vscode.TextDocumentContentProvider {
  readonly texts = new Map<string, string>();

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }
}

const previews = new PreviewTexts();

export function registerChangePreviews(): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, previews);
}

/** Shows rows before and after changes side by side, without changing anything. */
export async function showChangePreview(editor: DatasetEditor, uri: vscode.Uri, edits: readonly RequestedEdit[]): Promise<void> {
  const [before, after]: string[][] = [[], []];
  for (const { place, change } of edits.slice(0, shownRows)) {
    const snapshot = await editor.snapshot(uri, place);
    before?.push(snapshot.text);
    if (change.kind !== 'drop') after?.push(snapshot.change(change).text);
  }
  const name = path.basename(uri.fsPath);
  const [left, right] = (['before', 'after'] as const).map((side) => vscode.Uri.from({ scheme, path: `/${side}/${name}.jsonl` }));
  if (left === undefined || right === undefined) return;
  previews.texts.set(left.toString(), (before ?? []).join('\n'));
  previews.texts.set(right.toString(), (after ?? []).join('\n'));
  await vscode.commands.executeCommand('vscode.diff', left, right, vscode.l10n.t('{0}: rows before and after', name), { preview: true });
}
