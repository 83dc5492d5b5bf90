import path from 'node:path';
import * as vscode from 'vscode';

import { CancelledError, FileChangedError } from '../../core/errors';
import { readingOptionsFor } from '../configuration/readingOptionsFor';
import type { EditorServices } from '../services';
import { readFileStamp, sameFileStamp } from '../session/fileStamp';
import { labelColumns, sampleRows } from './labelColumns';
import { collectFindings, RowFacts } from './rowFacts';
import type { RowReading } from './rowReading';
import { TableData } from './tableData';

const settleMilliseconds = 150;
const progressMilliseconds = 120;

type Phase = 'locating' | 'ready' | 'failed';
type Progressed = (share: number) => void;

/** A dataset file as all tables of it share it: its rows, what was found out about them, and whether it is still the same. */
export class TableDocument implements vscode.CustomDocument {
  private readonly changeEmitter = new vscode.EventEmitter<void>();
  /** Fired when any of the properties below changed. */
  readonly onDidChange = this.changeEmitter.event;
  private readonly subscriptions: vscode.Disposable;
  private loading = new AbortController();
  private settling: NodeJS.Timeout | undefined;
  private collectedFacts: RowFacts | null = null;
  private collectedFindings: Uint8Array | null = null;

  data: TableData | null = null;
  /** Raised each time the file is read anew. */
  generation = 0;
  phase: Phase = 'locating';
  failure: string | null = null;
  labelColumns: readonly string[] = [];
  changedOnDisk = false;

  constructor(
    readonly uri: vscode.Uri,
    private readonly services: Pick<EditorServices, 'log' | 'openDataset'>,
  ) {
    const pattern = new vscode.RelativePattern(vscode.Uri.file(path.dirname(uri.fsPath)), path.basename(uri.fsPath).replace(/[[\]{}*?]/g, '?'));
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const look = () => this.lookSoon();
    this.subscriptions = vscode.Disposable.from(
      watcher,
      watcher.onDidChange(look),
      watcher.onDidCreate(look),
      watcher.onDidDelete(look),
      vscode.workspace.onDidSaveTextDocument((document) => (document.uri.toString() === uri.toString() ? look() : undefined)),
      // Where the platform tells of no changes, coming back to the window is the moment to look.
      vscode.window.onDidChangeWindowState(({ focused }) => (focused ? look() : undefined)),
    );
    void this.load();
  }

  /** Reads the file anew, whatever was known of it. */
  async load(): Promise<void> {
    this.loading.abort();
    const loading = new AbortController();
    this.loading = loading;
    const before = this.data;
    this.begin();
    try {
      await before?.close();
      await this.locate(loading.signal);
    } catch (error) {
      if (!loading.signal.aborted) this.fail(error);
    }
  }

  /** A row. Where the file is no longer the one that was located, says so and rejects with FileChangedError. */
  async read(row: number): Promise<RowReading> {
    try {
      return await this.located.read(row);
    } catch (error) {
      this.noteProblem(error);
      throw error;
    }
  }

  get located(): TableData {
    if (!this.data) throw new CancelledError('The file is not read yet.');
    return this.data;
  }

  async facts(progressed: Progressed, signal: AbortSignal): Promise<RowFacts> {
    const { generation } = this;
    const facts = this.collectedFacts ?? (await RowFacts.collect(this.located, { progressed, signal }));
    if (generation === this.generation) this.collectedFacts = facts;
    return facts;
  }

  async findings(progressed: Progressed, signal: AbortSignal): Promise<Uint8Array> {
    const { generation } = this;
    const findings = this.collectedFindings ?? (await collectFindings(this.located, { progressed, signal }));
    if (generation === this.generation) this.collectedFindings = findings;
    return findings;
  }

  /** What went wrong while reading may be that the file changed. */
  noteProblem(error: unknown): void {
    if (FileChangedError.is(error) && !this.changedOnDisk) {
      this.changedOnDisk = true;
      this.changeEmitter.fire();
    }
  }

  dispose(): void {
    clearTimeout(this.settling);
    this.loading.abort();
    this.subscriptions.dispose();
    this.changeEmitter.dispose();
    this.data?.close().catch((error: unknown) => this.services.log.warn(String(error)));
  }

  private begin(): void {
    this.generation++;
    this.phase = 'locating';
    this.failure = null;
    this.changedOnDisk = false;
    this.data = null;
    this.collectedFacts = null;
    this.collectedFindings = null;
    this.changeEmitter.fire();
  }

  private async locate(signal: AbortSignal): Promise<void> {
    const data = await TableData.open({ path: this.uri.fsPath, open: () => this.services.openDataset(this.uri, signal), options: readingOptionsFor(this.uri) }, signal);
    if (signal.aborted) return data.close();
    this.data = data;
    let toldAt = 0;
    const progressed = () => {
      // The first rows at once: they can be shown while the others are being found.
      if (Date.now() - toldAt < progressMilliseconds) return;
      toldAt = Date.now();
      this.changeEmitter.fire();
    };
    await data.locate(progressed, signal);
    if (signal.aborted) return;
    this.labelColumns = await this.findLabels(data);
    if (signal.aborted) return;
    this.phase = 'ready';
    this.changeEmitter.fire();
  }

  private async findLabels(data: TableData): Promise<string[]> {
    const sample = [];
    for (const row of sampleRows(data.rowCount)) sample.push({ fields: await data.fields(row), textFields: (await data.read(row)).textFields });
    return labelColumns(sample);
  }

  private fail(error: unknown): void {
    if (FileChangedError.is(error)) {
      // Written while it was being read: what follows is read anew, once it rests.
      this.services.log.info(`${this.uri.fsPath} changed on disk while the table read it`);
      this.settling = setTimeout(() => void this.load(), settleMilliseconds * 4);
      return;
    }
    this.phase = 'failed';
    this.failure = error instanceof Error ? error.message : String(error);
    this.services.log.error(`${this.uri.fsPath}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    this.changeEmitter.fire();
  }

  private lookSoon(): void {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => void this.look(), settleMilliseconds);
  }

  private async look(): Promise<void> {
    const stamp = await readFileStamp(this.uri.fsPath);
    // A file that could not be read may have come into being, or been put right.
    if (this.phase === 'failed') return stamp ? this.load() : undefined;
    if (this.phase !== 'ready' || this.changedOnDisk || sameFileStamp(stamp, this.data?.stamp ?? null)) return;
    this.changedOnDisk = true;
    this.changeEmitter.fire();
  }
}
