import { readdir, stat, utimes } from 'node:fs/promises';
import path from 'node:path';

import type { PairKey } from '../../core/ports';
import { mergeSegments } from './mergeSegments';
import { RecordTable } from './recordTable';
import { Segment } from './segment';
import { encodeRecord, recordHeaderBytes } from './segmentFormat';
import { SegmentWriter } from './segmentWriter';
import { storeSuffixes } from './storeFiles';

/** What another process stored is seen after this time. */
const refreshMilliseconds = 2000;
/** A segment that is in use is marked so when its mark is older. */
const markMilliseconds = 3_600_000;
const segmentSpan = 2 ** 32;

export interface PairLogLimits {
  /** A file that reached this size is not written any more; another is begun. */
  readonly segmentBytes: number;
  /** Records that wait for a disk that takes none; the oldest are forgotten beyond that. */
  readonly maximalWaiting: number;
}

/** All records of one model under one convention: the segments of every process that measured with it. */
export class PairLog {
  private readonly table = new RecordTable();
  private readonly segments: Segment[] = [];
  private readonly paths = new Set<string>();
  private readonly waiting = new Map<string, Buffer>();
  private readonly writer: SegmentWriter;
  private taken = 0;
  private refreshedAt = -Infinity;
  private refreshing: Promise<void> | undefined;
  private flushing: Promise<void> | undefined;

  constructor(
    private readonly folder: string,
    private readonly limits: PairLogLimits,
    private readonly onDamage: (file: string, records: number) => void,
  ) {
    this.writer = new SegmentWriter(folder, limits.segmentBytes);
  }

  /** Records taken in, of this process and of others; only ever grows. */
  get revision(): number {
    return this.taken;
  }

  get waitingCount(): number {
    return this.waiting.size;
  }

  /** The file that this process writes to. */
  get ownPath(): string {
    return this.writer.path;
  }

  /** Reads what is new. Cheap when it was done just now. Never rejects. */
  refresh(): Promise<void> {
    if (Date.now() - this.refreshedAt < refreshMilliseconds) return Promise.resolve();
    this.refreshing ??= this.readNew().finally(() => {
      this.refreshing = undefined;
      this.refreshedAt = Date.now();
    });
    return this.refreshing;
  }

  get(key: PairKey): Buffer | undefined {
    const waiting = this.waiting.get(nameOf(key));
    if (waiting) return waiting.subarray(recordHeaderBytes);
    const place = this.table.get(key);
    return place === undefined ? undefined : this.segments[Math.floor(place / segmentSpan)]?.payload(place % segmentSpan, key);
  }

  set(key: PairKey, payload: Buffer): void {
    const oldest = this.waiting.keys().next();
    if (this.waiting.size >= this.limits.maximalWaiting && !oldest.done) this.waiting.delete(oldest.value);
    this.waiting.set(nameOf(key), encodeRecord(key, payload));
    this.taken++;
  }

  /** Writes what waits. Rejects with the system's error; the records then wait on. */
  async flush(): Promise<void> {
    while (this.flushing) await this.flushing;
    if (this.waiting.size === 0) return;
    this.flushing = this.write([...this.waiting]).finally(() => (this.flushing = undefined));
    await this.flushing;
  }

  async close(): Promise<void> {
    await this.refreshing;
    await this.writer.close();
    await Promise.all(this.segments.map((segment) => segment.close()));
  }

  private async write(records: readonly (readonly [string, Buffer])[]): Promise<void> {
    await this.writer.append(records.map(([, record]) => record));
    await this.read(this.writer.path);
    // One that was set anew meanwhile waits on.
    for (const [name, record] of records) if (this.waiting.get(name) === record) this.waiting.delete(name);
  }

  private async readNew(): Promise<void> {
    // Before the first reading, since what is put together is read anew.
    if (this.segments.length === 0) await mergeSegments(this.folder, await this.files(), this.limits.segmentBytes).catch(() => undefined);
    for (const file of await this.files()) await this.read(file);
  }

  private async files(): Promise<string[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names.filter((name) => name.endsWith(storeSuffixes.segment)).sort().map((name) => path.join(this.folder, name));
  }

  private async read(file: string): Promise<void> {
    try {
      const { size, mtimeMs } = await stat(file);
      const index = await this.indexOf(file);
      const damaged = await this.segments[index]?.scan(size, (bytes, keyOffset, place) => {
        this.table.set(bytes, keyOffset, index * segmentSpan + place);
        this.taken++;
      });
      if (damaged) this.onDamage(file, damaged);
      if (Date.now() - mtimeMs > markMilliseconds) await utimes(file, new Date(), new Date());
    } catch {
      // Gone or not for us to read or mark: what it held is not known, and is measured again.
    }
  }

  private async indexOf(file: string): Promise<number> {
    if (!this.paths.has(file)) {
      this.segments.push(await Segment.open(file));
      this.paths.add(file);
    }
    return this.segments.findIndex((segment) => segment.path === file);
  }
}

function nameOf(key: PairKey): string {
  return Buffer.from(key.buffer, key.byteOffset, key.length).toString('latin1');
}
