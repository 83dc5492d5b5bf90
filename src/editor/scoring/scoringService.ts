import type * as vscode from 'vscode';

import { CancelledError, FileChangedError, ModelsReplacedError } from '../../core/errors';
import { readConfiguration } from '../configuration/configuration';
import { readingOptionsFor } from '../configuration/readingOptionsFor';
import { openDocument } from '../documents/datasetFiles';
import type { DatasetOpener } from '../documents/datasetOpener';
import type { DocumentLines } from '../documents/documentLines';
import type { ModelService } from '../models/modelService';
import type { DatasetSession } from '../session/datasetSession';
import { readFileStamp, sameFileStamp } from '../session/fileStamp';
import type { SessionRegistry } from '../session/sessionRegistry';
import { rowsInView } from './rowsInView';
import { ScoringJob } from './scoringJob';
import { runScoring } from './scoringRun';

/** A file that is being written while it is scored is begun anew; after that many times its owner is told instead. */
const maximalRestarts = 5;
const restartMilliseconds = 400;

/** Starts, stops and repeats the scoring of files; one run a file at a time. */
export class ScoringService implements vscode.Disposable {
  private readonly jobs = new Map<string, ScoringJob>();
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly sessions: SessionRegistry,
    private readonly models: ModelService,
    private readonly lines: DocumentLines,
    private readonly openDataset: DatasetOpener,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.subscription = models.onWillReplace(() => this.stopAll());
  }

  isScoring(uri: vscode.Uri): boolean {
    return this.jobs.has(uri.toString());
  }

  /**
   * Scores a file; rows that are known cost nothing. Where the file is being scored, that begins anew, for all who wait.
   * Rejects with what stopped it.
   */
  async score(uri: vscode.Uri, { knownOnly = false } = {}): Promise<void> {
    const key = uri.toString();
    for (let job = this.jobs.get(key); job; job = this.jobs.get(key)) {
      if (!job.isStopped) {
        job.restart(knownOnly);
        return job.done;
      }
      await job.done.catch(() => undefined);
    }
    const session = this.sessions.getOrCreate(uri);
    const job = new ScoringJob(knownOnly, (signal, known) => this.run(session, known, signal));
    this.jobs.set(key, job);
    return job.done.finally(() => this.jobs.delete(key));
  }

  /**
   * Brings figures up to date that were there before, though nobody asked just now: a file that was stopped half way stays
   * half scored, and problems go to the status bar and the log only.
   */
  refresh(session: DatasetSession): Promise<void> {
    return this.repeat(session, session.isHalfDone);
  }

  /** Computes figures anew from what was measured; no model is asked, except by a scoring that is under way. */
  recompute(session: DatasetSession): Promise<void> {
    return this.repeat(session, true);
  }

  /** Stops the scoring of a file, or of all. What was scored is kept. */
  async cancel(uri?: vscode.Uri): Promise<void> {
    const jobs = uri ? [this.jobs.get(uri.toString())] : [...this.jobs.values()];
    for (const job of jobs) job?.stop();
    await Promise.all(jobs.map((job) => job?.done.catch(() => undefined)));
  }

  /**
   * Brings a session into line with a document that is not dirty: after a save, an undo, a revert or a change by another
   * program. Only rows that changed go to the models.
   */
  async synchronise(uri: vscode.Uri): Promise<void> {
    const document = openDocument(uri);
    if (document?.isDirty) return;
    if (document) this.lines.reset(document);
    const session = this.sessions.get(uri);
    if (!session?.current && !session?.isBusy) return;
    const stamp = await readFileStamp(uri.fsPath);
    if (stamp === null) {
      await this.cancel(uri);
      return this.sessions.remove(uri);
    }
    // An edit may have come while the disk was asked.
    if (openDocument(uri)?.isDirty) return;
    if (sameFileStamp(stamp, session.current?.stamp ?? null)) return session.resetLines();
    // A run over this very version is under way.
    if (session.isBusy && sameFileStamp(stamp, session.stamp)) return;
    if (session.hasScores || session.isBusy) await this.refresh(session);
  }

  dispose(): void {
    this.stopAll();
    this.subscription.dispose();
  }

  private repeat({ uri }: DatasetSession, knownOnly: boolean): Promise<void> {
    const known = this.jobs.get(uri.toString())?.knownOnly ?? knownOnly;
    return this.score(uri, { knownOnly: known }).catch((error: unknown) => {
      if (!CancelledError.is(error)) this.log.warn(`${uri.fsPath}: ${String(error)}`);
    });
  }

  private async run(session: DatasetSession, knownOnly: boolean, signal: AbortSignal): Promise<void> {
    try {
      await this.runUntilUnchanged(session, knownOnly, signal);
      session.end({ problem: null, finished: true });
    } catch (error) {
      const stopped = CancelledError.is(error) || signal.aborted;
      session.end({ problem: stopped ? null : messageOf(error), finished: false });
      if (!stopped) this.log.error(`${session.uri.fsPath}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      throw stopped ? new CancelledError('Scoring was stopped.') : error;
    }
  }

  private async runUntilUnchanged(session: DatasetSession, knownOnly: boolean, signal: AbortSignal): Promise<void> {
    for (let restarts = 0; ; restarts++) {
      try {
        return await this.runOnce(session, knownOnly, signal);
      } catch (error) {
        const passes = FileChangedError.is(error) || ModelsReplacedError.is(error);
        if (!passes || restarts === maximalRestarts) throw error;
        this.log.info(`${error.message} ${session.uri.fsPath} is begun anew.`);
        await new Promise((resolve) => setTimeout(resolve, restartMilliseconds * (restarts + 1)));
      }
    }
  }

  private async runOnce(session: DatasetSession, knownOnly: boolean, signal: AbortSignal): Promise<void> {
    const { uri } = session;
    const startedAt = Date.now();
    const source = await this.openDataset(uri, signal);
    try {
      await runScoring(
        {
          session,
          source,
          models: this.models,
          knownOnly,
          settings: readConfiguration(uri).scoring,
          reading: readingOptionsFor(uri),
          trackerFor: (lineCount) => this.lines.trackerFor(uri, lineCount),
          rowsInView: (results) => rowsInView(uri, results),
        },
        signal,
      );
    } finally {
      await source.close();
    }
    const { done, unreadable, unscored } = session.current?.summary ?? { done: 0, unreadable: 0, unscored: 0 };
    this.log.info(`${uri.fsPath}: ${done} rows in ${Date.now() - startedAt} ms, ${unreadable} unreadable, ${unscored} not scored`);
  }

  private stopAll(): void {
    for (const job of this.jobs.values()) job.stop();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
