import path from 'node:path';
import * as vscode from 'vscode';

import { ChangedSource } from '../../app/export/changedSource';
import type { ChangeList } from '../../core/edits/changeList/changeList';
import { changeListSuffix, type ChangeRecord } from '../../core/edits/changeList/changeRecord';
import { SilencedFindings } from '../../core/edits/changeList/silencedFindings';
import { openDatasetReader } from '../../core/dataset/openDatasetReader';
import { pairsOfRow } from '../../core/edits/pairsOfRow';
import { readingOptionsFor } from '../configuration/readingOptionsFor';
import type { RowSource } from '../../core/ports';
import { ChangeListFile, type NewChange } from '../../io/changes/changeListFile';
import { rowHash } from '../../io/rowHash';

interface Known {
  list: ChangeList;
  readonly watcher: vscode.Disposable;
}

/** The change lists beside the datasets of this window, kept in step with what other windows write to them. */
export class ChangeLists implements vscode.Disposable {
  private readonly known = new Map<string, Promise<Known>>();
  private readonly latest = new Map<string, ChangeList>();
  private readonly changeEmitter = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changeEmitter.event;

  constructor(private readonly log: vscode.LogOutputChannel) {}

  /** What the list holds now. */
  async get(uri: vscode.Uri): Promise<ChangeList> {
    return (await this.load(uri)).list;
  }

  /** What was read of the list so far; undefined until somebody asked for it. */
  latestOf(uri: vscode.Uri): ChangeList | undefined {
    return this.latest.get(uri.toString());
  }

  /** Resolves once the change is on the disk. */
  async append(uri: vscode.Uri, change: NewChange): Promise<ChangeRecord> {
    const record = await new ChangeListFile(uri.fsPath).append(change);
    await this.reload(uri);
    return record;
  }

  /** The same for many changes, which one write keeps. */
  async appendAll(uri: vscode.Uri, changes: readonly NewChange[]): Promise<void> {
    await new ChangeListFile(uri.fsPath).appendAll(changes);
    await this.reload(uri);
  }

  async silenced(uri: vscode.Uri): Promise<SilencedFindings> {
    return new SilencedFindings((await this.get(uri)).silences);
  }

  /** The dataset with the texts of changed rows; rows that are dropped stay, so that all keep their numbers. */
  async changed(uri: vscode.Uri, source: RowSource): Promise<RowSource> {
    const changes = (await this.get(uri)).byRow;
    if (changes.size === 0) return source;
    const withoutDrops = new Map(Array.from(changes, ([row, all]) => [row, all.filter(({ kind }) => kind !== 'drop')]));
    return new ChangedSource(source, withoutDrops, { hash: rowHash, read: pairsOfRow(await openDatasetReader(source, readingOptionsFor(uri))) });
  }

  dispose(): void {
    for (const known of this.known.values()) known.then(({ watcher }) => watcher.dispose(), () => undefined);
    this.changeEmitter.dispose();
  }

  private load(uri: vscode.Uri): Promise<Known> {
    const key = uri.toString();
    const known = this.known.get(key) ?? this.open(uri);
    this.known.set(key, known);
    known.catch(() => this.known.delete(key));
    return known;
  }

  private async open(uri: vscode.Uri): Promise<Known> {
    const list = await this.read(uri);
    return { list, watcher: this.watch(uri) };
  }

  private async reload(uri: vscode.Uri): Promise<void> {
    const known = await this.load(uri);
    known.list = await this.read(uri);
    this.changeEmitter.fire(uri);
  }

  private async read(uri: vscode.Uri): Promise<ChangeList> {
    const { list, damaged } = await new ChangeListFile(uri.fsPath).read();
    for (const { line, reason } of damaged) this.log.warn(`${uri.fsPath}${changeListSuffix}: line ${line} was passed over: ${reason}`);
    this.latest.set(uri.toString(), list);
    return list;
  }

  private watch(uri: vscode.Uri): vscode.Disposable {
    const folder = vscode.Uri.file(path.dirname(uri.fsPath));
    // A name may hold characters that mean something in a pattern.
    const name = path.basename(uri.fsPath).replace(/[[\]{}*?]/g, '?') + changeListSuffix;
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, name));
    const reload = () => {
      this.reload(uri).catch((error: unknown) => this.log.error(String(error)));
    };
    return vscode.Disposable.from(watcher, watcher.onDidChange(reload), watcher.onDidCreate(reload), watcher.onDidDelete(reload));
  }
}
