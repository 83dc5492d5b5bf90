import path from 'node:path';
import * as vscode from 'vscode';

/** Tells when one file on disk was written, made or deleted, wherever it lies. */
export function watchFile(file: string, onChange: () => void): vscode.Disposable {
  // A name may hold characters that mean something in a pattern.
  const name = path.basename(file).replace(/[[\]{}*?]/g, '?');
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.file(path.dirname(file)), name));
  const changed = (uri: vscode.Uri) => {
    if (uri.fsPath === vscode.Uri.file(file).fsPath) onChange();
  };
  return vscode.Disposable.from(watcher, watcher.onDidChange(changed), watcher.onDidCreate(changed), watcher.onDidDelete(changed));
}
