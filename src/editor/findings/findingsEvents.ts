import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';

import { readConfiguration } from '../configuration/configuration';
import { openDocument } from '../documents/datasetFiles';
import { watchFile } from '../documents/watchFile';
import type { Feature } from '../feature';
import type { EditorServices } from '../services';
import type { DatasetSession } from '../session/datasetSession';
import type { ResultSet } from '../session/resultSet';
import { openFiles, shownDatasets } from './shownDatasets';

/** Somebody who types is left alone. */
const settleMilliseconds = 600;
/** A text that is larger is looked through again when it is saved, not while it is edited. */
const largestEditedText = 8 * 1024 * 1024;

/** Looks for findings when a dataset comes into view, and again when it, its scores or the settings changed. */
export const findingsEventsFeature: Feature = { name: 'search for findings', start: (services) => new FindingsEvents(services) };

class FindingsEvents implements vscode.Disposable {
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly watchers = new Map<string, vscode.Disposable>();
  private readonly seenResults = new WeakMap<DatasetSession, ResultSet>();
  private readonly subscriptions: vscode.Disposable;

  constructor(private readonly services: EditorServices) {
    const { changes, findings, findingSettings, sessions } = services;
    const known = () => [...this.watchers.keys()].map((key) => vscode.Uri.parse(key));
    this.subscriptions = vscode.Disposable.from(
      vscode.window.onDidChangeVisibleTextEditors(() => this.lookAtShown()),
      vscode.window.tabGroups.onDidChangeTabs(() => this.tabsChanged()),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => (contentChanges.length > 0 || !document.isDirty ? this.edited(document) : undefined)),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => this.again(uri)),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('preflens.findings.enabled')) this.lookAtShown();
        if (event.affectsConfiguration('preflens.datasets')) known().forEach((uri) => this.again(uri));
      }),
      changes.onDidChange((uri) => this.again(uri)),
      findings.onDidChange((uri) => this.follow(uri)),
      findingSettings.onDidChange(() => known().forEach((uri) => this.again(uri))),
      sessions.onDidChange((session) => this.scored(session)),
    );
    this.lookAtShown();
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    vscode.Disposable.from(this.subscriptions, ...this.watchers.values()).dispose();
  }

  private lookAtShown(): void {
    for (const uri of shownDatasets()) if (!this.services.findings.state(uri)) void this.lookFirst(uri);
  }

  /** A file that is so large that looking through it takes minutes waits until somebody asks. */
  private async lookFirst(uri: vscode.Uri): Promise<void> {
    const { enabled, automaticMegabytes } = readConfiguration(uri).findings;
    if (!enabled) return;
    const size = await stat(uri.fsPath).then((found) => found.size, () => 0);
    if (size > automaticMegabytes * 1e6 || this.services.findings.state(uri)) return;
    this.look(uri);
  }

  private tabsChanged(): void {
    this.lookAtShown();
    const open = openFiles();
    for (const key of this.watchers.keys()) if (!open.has(key)) this.services.findings.forget(vscode.Uri.parse(key));
  }

  private edited(document: vscode.TextDocument): void {
    const { uri } = document;
    if (!this.services.findings.state(uri)) return;
    if (document.isDirty && document.offsetAt(document.lineAt(document.lineCount - 1).range.end) > largestEditedText) return;
    this.again(uri);
  }

  /** Once a run over the whole file is done, there is more to say about it. */
  private scored(session: DatasetSession): void {
    const { current, isBusy, uri } = session;
    if (isBusy || !current?.isComplete || this.seenResults.get(session) === current) return;
    this.seenResults.set(session, current);
    if (readConfiguration(uri).findings.enabled) this.look(uri);
  }

  private again(uri: vscode.Uri): void {
    if (this.services.findings.state(uri)) this.later(uri, () => this.look(uri));
  }

  private look(uri: vscode.Uri): void {
    // What went wrong is in the state and in the log.
    this.services.findings.look(uri).catch(() => undefined);
  }

  /** Watches the files whose findings are known. */
  private follow(uri: vscode.Uri): void {
    const key = uri.toString();
    const isKnown = this.services.findings.state(uri) !== undefined;
    if (isKnown === this.watchers.has(key)) return;
    if (isKnown) this.watchers.set(key, watchFile(uri.fsPath, () => (openDocument(uri)?.isDirty ? undefined : this.again(uri))));
    else {
      this.watchers.get(key)?.dispose();
      this.watchers.delete(key);
      clearTimeout(this.timers.get(key));
    }
  }

  private later(uri: vscode.Uri, work: () => void): void {
    const key = uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.set(key, setTimeout(work, settleMilliseconds));
  }
}
