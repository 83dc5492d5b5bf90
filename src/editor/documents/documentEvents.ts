import path from 'node:path';
import * as vscode from 'vscode';

import type { Feature } from '../feature';
import type { EditorServices } from '../services';
import type { DatasetSession } from '../session/datasetSession';
import { isFollowedDocument } from './datasetFiles';
import { lineEdits } from './lineEdits';

/** A save, a reload and the watcher speak of one change in a row. */
const settleMilliseconds = 80;

/** Keeps sessions in step with their documents and files. */
export const documentEvents: Feature = {
  name: 'document events',
  start: (services) => new DocumentEvents(services),
};

class DocumentEvents implements vscode.Disposable {
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly watchers = new Map<string, vscode.Disposable>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly services: EditorServices) {
    const { sessions } = services;
    this.subscriptions = [
      vscode.workspace.onDidChangeTextDocument((event) => this.changed(event)),
      vscode.workspace.onDidSaveTextDocument((document) => this.settle(document.uri)),
      vscode.workspace.onDidDeleteFiles(({ files }) => files.forEach((uri) => this.settle(uri))),
      vscode.workspace.onDidRenameFiles(({ files }) => files.forEach(({ oldUri }) => this.settle(oldUri))),
      // Where the platform tells of no changes, coming back to the window is the moment to look.
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) for (const { uri } of sessions) this.settle(uri);
      }),
      sessions.onDidChange((session) => this.watch(session)),
      sessions.onDidRemove((session) => this.forget(session)),
    ];
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    vscode.Disposable.from(...this.subscriptions, ...this.watchers.values()).dispose();
  }

  private changed(event: vscode.TextDocumentChangeEvent): void {
    const { document } = event;
    if (!isFollowedDocument(document)) return;
    if (event.contentChanges.length > 0) {
      const edits = lineEdits(event);
      this.services.lines.apply(document.uri, edits);
      this.services.sessions.get(document.uri)?.applyEdits(edits);
    }
    if (!document.isDirty) this.settle(document.uri);
  }

  private settle(uri: vscode.Uri): void {
    const key = uri.toString();
    clearTimeout(this.timers.get(key));
    const settled = () => {
      this.timers.delete(key);
      this.services.scoring.synchronise(uri).catch((error: unknown) => this.services.log.error(`${uri.fsPath}: ${String(error)}`));
    };
    this.timers.set(key, setTimeout(settled, settleMilliseconds));
  }

  private watch({ uri }: DatasetSession): void {
    if (this.watchers.has(uri.toString())) return;
    const folder = vscode.Uri.file(path.dirname(uri.fsPath));
    // A name may hold characters that mean something in a pattern.
    const name = path.basename(uri.fsPath).replace(/[[\]{}*?]/g, '?');
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, name));
    const settle = (changed: vscode.Uri) => {
      if (changed.toString() === uri.toString()) this.settle(uri);
    };
    this.watchers.set(uri.toString(), vscode.Disposable.from(watcher, watcher.onDidChange(settle), watcher.onDidCreate(settle), watcher.onDidDelete(settle)));
  }

  private forget({ uri }: DatasetSession): void {
    this.watchers.get(uri.toString())?.dispose();
    this.watchers.delete(uri.toString());
  }
}
