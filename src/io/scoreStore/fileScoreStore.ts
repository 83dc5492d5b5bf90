import path from 'node:path';

import type { Log, ModelSetIdentity, PairScores, ScoreStore } from '../../core/ports';
import { measurementVersion } from '../../core/scoring/pairEvaluation';
import { contentHash } from '../contentHash';
import { systemErrorCode } from '../systemErrorCode';
import { BlobFiles } from './blobFiles';
import { recordLayout } from './evaluationCodec';
import { ModelScores } from './modelScores';
import { PairLog } from './pairLog';
import { evict, listStoreFiles } from './storeFiles';

export interface FileScoreStoreOptions {
  readonly folder: string;
  /** The store is kept below this size; with 0 nothing is read from disk and nothing written. */
  readonly maximalBytes: number;
  readonly log: Log;
}

/** Scores are on disk after this time at the latest. */
const flushMilliseconds = 1000;
/** A disk that took nothing is tried again after this time. */
const retryMilliseconds = 60_000;
const largestSegmentBytes = 8 * 1024 * 1024;
/** What an eviction leaves, so that it is not due again at once. */
const keptShare = 0.8;
/** Records between two looks at the size of the store. */
const recordsBetweenChecks = 20_000;

/**
 * A ScoreStore of plain files that several processes use at once: each appends to files of its own and reads those of the
 * others. When the disk is full or must not be written, scores live in memory, with one warning. Why no database:
 * docs/decisions.md.
 */
export class FileScoreStore implements ScoreStore {
  private readonly logs = new Map<string, PairLog>();
  private readonly scores = new WeakMap<ModelSetIdentity, ModelScores>();
  private readonly segmentBytes: number;
  private timer: NodeJS.Timeout | undefined;
  private writableFrom = 0;
  private hasWarned = false;
  private sinceCheck = 0;
  private reportedDamage = false;

  constructor(private readonly options: FileScoreStoreOptions) {
    this.segmentBytes = Math.min(largestSegmentBytes, Math.max(options.maximalBytes / 16, 4096));
    void this.keepInBounds();
  }

  get folder(): string {
    return this.options.folder;
  }

  async open(identity: ModelSetIdentity): Promise<PairScores> {
    const logs = this.logsOf(identity);
    if (this.options.maximalBytes > 0) await Promise.all(Object.values(logs).map((log) => log?.refresh()));
    const known = this.scores.get(identity) ?? new ModelScores(logs, () => this.scoreWasSet());
    this.scores.set(identity, known);
    return known;
  }

  /** Values of other kinds, kept with the scores and within the same bounds. */
  blobs(part: 'figures' | 'models'): BlobFiles {
    return new BlobFiles(path.join(this.folder, part), this.options.maximalBytes > 0);
  }

  /** Writes what waits. Never rejects: what cannot be written stays in memory. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.options.maximalBytes === 0 || Date.now() < this.writableFrom) return;
    try {
      for (const log of this.logs.values()) await log.flush();
    } catch (error) {
      this.cannotWrite(error);
    }
  }

  /** Says once that the disk takes nothing; it is tried again later. */
  cannotWrite(error: unknown): void {
    this.writableFrom = Date.now() + retryMilliseconds;
    if (this.hasWarned) return;
    this.hasWarned = true;
    const reason = systemErrorCode(error) ?? String(error);
    this.options.log.warn(`Scores cannot be stored in ${this.folder} (${reason}); they are kept in memory until this process ends. Scoring goes on.`);
  }

  /** Deletes the oldest-used files when the store has outgrown its bounds. */
  async keepInBounds(): Promise<void> {
    const { maximalBytes, log } = this.options;
    if (maximalBytes === 0) return;
    const files = await listStoreFiles(this.folder);
    if (files.reduce((sum, { bytes }) => sum + bytes, 0) <= maximalBytes) return;
    const own = new Set([...this.logs.values()].map(({ ownPath }) => ownPath));
    const freed = await evict(files, maximalBytes * keptShare, (file) => own.has(file));
    log.info(`The score store reached its ${Math.round(maximalBytes / 1e6)} MB; ${Math.round(freed / 1e6)} MB that were not used for longest are deleted.`);
  }

  async dispose(): Promise<void> {
    await this.flush();
    clearTimeout(this.timer);
    await Promise.all([...this.logs.values()].map((log) => log.close()));
    this.logs.clear();
  }

  private scoreWasSet(): void {
    if (++this.sinceCheck >= recordsBetweenChecks) {
      this.sinceCheck = 0;
      void this.keepInBounds();
    }
    this.timer ??= setTimeout(() => void this.flush(), flushMilliseconds).unref();
  }

  private logsOf(identity: ModelSetIdentity) {
    const { policyHash, referenceHash, tokenizerHash, convention, precision, maxLength, allFigures } = identity;
    const rules = [measurementVersion, recordLayout, convention, maxLength];
    return {
      policy: this.log([...rules, 'policy', policyHash, precision, allFigures]),
      reference: referenceHash === null ? null : this.log([...rules, 'reference', referenceHash, tokenizerHash]),
      both: referenceHash === null || !allFigures ? null : this.log([...rules, 'both', policyHash, referenceHash, precision]),
    };
  }

  private log(named: readonly unknown[]): PairLog {
    const name = contentHash(JSON.stringify(named)).slice(0, 24);
    const known = this.logs.get(name) ?? new PairLog(path.join(this.folder, 'pairs', name), this.segmentBytes, (file, records) => this.reportDamage(file, records));
    this.logs.set(name, known);
    return known;
  }

  private reportDamage(file: string, records: number): void {
    if (this.reportedDamage) return;
    this.reportedDamage = true;
    this.options.log.warn(`The score store has damaged records (${records} in ${file}); their rows are scored again.`);
  }
}
