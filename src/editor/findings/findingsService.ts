import * as vscode from 'vscode';

import { CancelledError } from '../../core/errors';
import type { FileFindings } from './fileFindings';

/** What is known of the findings of a file right now. */
export type FindingsState =
  | { readonly kind: 'looking'; readonly before: FileFindings | null; /** 0..1, null where nobody knows yet. */ readonly share: number | null }
  | { readonly kind: 'found'; readonly findings: FileFindings }
  | { readonly kind: 'failed'; readonly before: FileFindings | null; readonly problem: string };

/** Looks for the findings of a file. Rejects with CancelledError when the signal is aborted, else with what stopped it. */
export type FindingsSearch = (uri: vscode.Uri, wish: SearchWish) => Promise<FileFindings>;

export interface SearchWish {
  /** Ask for all that can be said, though it costs another pass of the models. */
  readonly isThorough: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (share: number) => void;
}

interface Run {
  readonly controller: AbortController;
  readonly done: Promise<FileFindings>;
}

/** The findings of the files of this window; one search a file at a time, the latest wish wins. */
export class FindingsService implements vscode.Disposable {
  private readonly states = new Map<string, FindingsState>();
  private readonly runs = new Map<string, Run>();
  private readonly holds = new Map<string, number>();
  private readonly changeEmitter = new vscode.EventEmitter<vscode.Uri>();
  /** Fired with the file whose state changed, also when it is forgotten. */
  readonly onDidChange = this.changeEmitter.event;

  constructor(
    private readonly search: FindingsSearch,
    private readonly log: Pick<vscode.LogOutputChannel, 'warn' | 'info'>,
  ) {}

  state(uri: vscode.Uri): FindingsState | undefined {
    return this.states.get(uri.toString());
  }

  /** What was found last; during a new search that of the one before. */
  of(uri: vscode.Uri): FileFindings | undefined {
    const state = this.state(uri);
    return (state?.kind === 'found' ? state.findings : state?.before) ?? undefined;
  }

  isLooking(uri: vscode.Uri): boolean {
    return this.runs.has(uri.toString());
  }

  /** Begins anew, and gives up what is under way; as thoroughly as before unless told. Rejects with CancelledError when a later wish takes its place. */
  look(uri: vscode.Uri, isThorough = this.of(uri)?.isThorough ?? false): Promise<FileFindings> {
    const key = uri.toString();
    this.runs.get(key)?.controller.abort();
    const controller = new AbortController();
    const run: Run = { controller, done: this.run(uri, isThorough, controller.signal) };
    this.runs.set(key, run);
    void run.done.catch(() => undefined).then(() => {
      if (this.runs.get(key) === run) this.runs.delete(key);
    });
    return run.done;
  }

  /** What is known, after the search under way; looks where nothing is known yet. */
  async get(uri: vscode.Uri): Promise<FileFindings> {
    for (;;) {
      const run = this.runs.get(uri.toString());
      const known = this.state(uri);
      if (!run && known?.kind === 'found') return known.findings;
      try {
        return await (run?.done ?? this.look(uri));
      } catch (error) {
        // A later search took the place of this one, or the file was forgotten.
        if (!CancelledError.is(error) || !this.isLooking(uri)) throw error;
      }
    }
  }

  /** Keeps what is known of a file for as long as something shows it, whether the file itself is open or not. */
  hold(uri: vscode.Uri): vscode.Disposable {
    const key = uri.toString();
    const change = (by: number) => this.holds.set(key, (this.holds.get(key) ?? 0) + by);
    change(1);
    let isHeld = true;
    return {
      dispose: () => {
        if (isHeld) change(-1);
        isHeld = false;
      },
    };
  }

  /** Gives up what is known of a file, unless it is held. */
  forget(uri: vscode.Uri): void {
    const key = uri.toString();
    if ((this.holds.get(key) ?? 0) > 0) return;
    this.runs.get(key)?.controller.abort();
    this.runs.delete(key);
    if (this.states.delete(key)) this.changeEmitter.fire(uri);
  }

  dispose(): void {
    for (const { controller } of this.runs.values()) controller.abort();
    this.changeEmitter.dispose();
  }

  private async run(uri: vscode.Uri, isThorough: boolean, signal: AbortSignal): Promise<FileFindings> {
    const before = this.of(uri) ?? null;
    const startedAt = Date.now();
    this.set(uri, { kind: 'looking', before, share: null });
    try {
      const onProgress = (share: number) => {
        if (!signal.aborted) this.set(uri, { kind: 'looking', before, share });
      };
      const findings = await this.search(uri, { isThorough, signal, onProgress });
      if (signal.aborted) throw new CancelledError('Looking for findings was stopped.');
      this.set(uri, { kind: 'found', findings });
      this.log.info(`${uri.fsPath}: ${findings.report.findings.length} findings in ${findings.report.rows} rows, ${Date.now() - startedAt} ms`);
      return findings;
    } catch (error) {
      if (signal.aborted) throw new CancelledError('Looking for findings was stopped.');
      this.log.warn(`${uri.fsPath}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      this.set(uri, { kind: 'failed', before, problem: error instanceof Error ? error.message : String(error) });
      throw error;
    }
  }

  private set(uri: vscode.Uri, state: FindingsState): void {
    this.states.set(uri.toString(), state);
    this.changeEmitter.fire(uri);
  }
}
