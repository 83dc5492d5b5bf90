import path from 'node:path';

import type { Log, ModelSetIdentity, PairScores, ScoreStore } from '../../core/ports';
import { measurementVersion } from '../../core/scoring/pairEvaluation';
import { contentHash } from '../contentHash';
import { systemErrorCode } from '../systemErrorCode';
import { BlobFiles } from './blobFiles';
import { recordLayout } from './evaluationCodec';
import { ModelScores } from './modelScores';
import { PairLog } from './pairLog';
import { stateLayout } from './stateCodec';
import { evict, listStoreFiles, type StoreFile } from './storeFiles';

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
/** Records that wait for a disk that takes none: some 50 MB of each kind. */
const maximalWaiting = { pairs: 200_000, states: 40_000 } as const;
/** Part of the store that pooled states may take. */
const largestStateShare = 0.5;
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

  async open(identity: ModelSetIdentity, { pooled }: { readonly pooled: boolean } = { pooled: false }): Promise<PairScores> {
    const logs = this.logsOf(identity);
    const { states, ...figures } = logs;
    const wanted = [...Object.values(figures), pooled ? states : null];
    if (this.options.maximalBytes > 0) await Promise.all(wanted.map((log) => log?.refresh()));
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
    const own = new Set([...this.logs.values()].map(({ ownPath }) => ownPath));
    const shrink = async (files: readonly StoreFile[], limit: number): Promise<number> =>
      files.reduce((sum, { bytes }) => sum + bytes, 0) <= limit ? 0 : evict(files, limit * keptShare, (file) => own.has(file));
    // Long records that one kind of question needs must not drive out the figures that every look at a file needs.
    const states = path.join(this.folder, 'states') + path.sep;
    const ofStates = (await listStoreFiles(this.folder)).filter((file) => file.path.startsWith(states));
    const freed = (await shrink(ofStates, maximalBytes * largestStateShare)) + (await shrink(await listStoreFiles(this.folder), maximalBytes));
    if (freed === 0) return;
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
      policy: this.log('pairs', [...rules, 'policy', policyHash, precision, allFigures]),
      reference: referenceHash === null ? null : this.log('pairs', [...rules, 'reference', referenceHash, tokenizerHash]),
      both: referenceHash === null || !allFigures ? null : this.log('pairs', [...rules, 'both', policyHash, referenceHash, precision]),
      states: this.log('states', [measurementVersion, stateLayout, convention, maxLength, policyHash, precision]),
    };
  }

  private log(part: 'pairs' | 'states', named: readonly unknown[]): PairLog {
    const name = contentHash(JSON.stringify(named)).slice(0, 24);
    const limits = { segmentBytes: this.segmentBytes, maximalWaiting: maximalWaiting[part] };
    const known = this.logs.get(name) ?? new PairLog(path.join(this.folder, part, name), limits, (file, records) => this.reportDamage(file, records));
    this.logs.set(name, known);
    return known;
  }

  private reportDamage(file: string, records: number): void {
    if (this.reportedDamage) return;
    this.reportedDamage = true;
    this.options.log.warn(`The score store has damaged records (${records} in ${file}); their rows are scored again.`);
  }
}
