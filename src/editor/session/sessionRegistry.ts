import * as vscode from 'vscode';

import { DatasetSession } from './datasetSession';

/** The sessions of all files that were scored or explained in this window. */
export class SessionRegistry implements vscode.Disposable {
  private readonly sessions = new Map<string, DatasetSession>();
  private readonly changeEmitter = new vscode.EventEmitter<DatasetSession>();
  private readonly removeEmitter = new vscode.EventEmitter<DatasetSession>();
  readonly onDidChange = this.changeEmitter.event;
  readonly onDidRemove = this.removeEmitter.event;

  get(uri: vscode.Uri): DatasetSession | undefined {
    return this.sessions.get(uri.toString());
  }

  getOrCreate(uri: vscode.Uri): DatasetSession {
    const known = this.get(uri);
    if (known) return known;
    const session = new DatasetSession(uri);
    session.onDidChange(() => this.changeEmitter.fire(session));
    this.sessions.set(uri.toString(), session);
    return session;
  }

  remove(uri: vscode.Uri): void {
    const session = this.get(uri);
    if (!session) return;
    this.sessions.delete(uri.toString());
    this.removeEmitter.fire(session);
    session.dispose();
  }

  [Symbol.iterator](): IterableIterator<DatasetSession> {
    return this.sessions.values();
  }

  dispose(): void {
    for (const session of this.sessions.values()) session.dispose();
    this.sessions.clear();
    this.changeEmitter.dispose();
    this.removeEmitter.dispose();
  }
}
