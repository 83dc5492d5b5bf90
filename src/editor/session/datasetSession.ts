import * as vscode from 'vscode';

import type { RowFigures } from '../figures/rowFigures';
import type { FileStamp } from './fileStamp';
import type { LineEdit } from './lineTracker';
import type { ResultSet } from './resultSet';

/** What is going on with a file right now. */
export type SessionActivity =
  | { readonly kind: 'idle' }
  | { readonly kind: 'locating' }
  | { readonly kind: 'loading-models' }
  | { readonly kind: 'scoring'; readonly startedAt: number };

const idle: SessionActivity = { kind: 'idle' };

/** Everything known about one dataset file: results, what is being done, what went wrong. */
export class DatasetSession implements vscode.Disposable {
  private readonly changeEmitter = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changeEmitter.event;

  /** Results of the latest run. */
  current: ResultSet | null = null;
  /** Results of the run before, shown for rows that the latest has not reached. */
  private previous: ResultSet | null = null;
  /** The version of the file that was read last, or is being read. */
  stamp: FileStamp | null = null;
  private activityNow: SessionActivity = idle;
  private problemNow: string | null = null;
  private staleReasonNow: string | null = null;

  constructor(readonly uri: vscode.Uri) {}

  get activity(): SessionActivity {
    return this.activityNow;
  }

  /** Why the last run ended without results, as one sentence. */
  get problem(): string | null {
    return this.problemNow;
  }

  /** Why the figures no longer are what the settings ask for, as one sentence. */
  get staleReason(): string | null {
    return this.staleReasonNow;
  }

  get isBusy(): boolean {
    return this.activityNow.kind !== 'idle';
  }

  get hasScores(): boolean {
    return (this.current?.summary.done ?? 0) > 0 || this.previous !== null;
  }

  /** True when somebody stopped the scoring before the last row. */
  get isHalfDone(): boolean {
    return !this.isBusy && this.current !== null && !this.current.isComplete;
  }

  setActivity(activity: SessionActivity): void {
    this.activityNow = activity;
    this.changeEmitter.fire();
  }

  /** A run over a new version of the file, or with other settings, begins. */
  begin(results: ResultSet): void {
    const keep = this.staleReasonNow === null;
    if (this.current && this.current.summary.done > 0) this.previous = keep ? this.current : null;
    else if (!keep) this.previous = null;
    this.current = results;
    this.staleReasonNow = null;
    this.problemNow = null;
    this.changeEmitter.fire();
  }

  end({ problem, finished }: { readonly problem: string | null; readonly finished: boolean }): void {
    if (finished) this.previous = null;
    this.activityNow = idle;
    this.problemNow = problem;
    this.changeEmitter.fire();
  }

  record(figures: readonly RowFigures[]): void {
    for (const one of figures) this.current?.record(one);
    this.changeEmitter.fire();
  }

  markStale(reason: string): void {
    this.staleReasonNow = reason;
    this.changeEmitter.fire();
  }

  applyEdits(edits: readonly LineEdit[]): void {
    this.current?.tracker.apply(edits);
    this.previous?.tracker.apply(edits);
    this.changeEmitter.fire();
  }

  /** The document holds what is on disk again, line by line. */
  resetLines(): void {
    this.current?.tracker.reset();
    this.changeEmitter.fire();
  }

  /** Figures of the row on a 0-based line of the document. */
  atDocumentLine(line: number): RowFigures | undefined {
    return this.current?.atDocumentLine(line) ?? this.previous?.atDocumentLine(line);
  }

  /** Row number on a 0-based line of the document. */
  rowAtDocumentLine(line: number): number | undefined {
    return this.current ? this.current.rowAtDocumentLine(line) : this.previous?.rowAtDocumentLine(line);
  }

  /** The results to count, rank and colour by. */
  get shown(): ResultSet | null {
    if (this.previous && this.current && this.current.summary.done < this.previous.summary.done) return this.previous;
    return this.current ?? this.previous;
  }

  dispose(): void {
    this.changeEmitter.dispose();
  }
}
