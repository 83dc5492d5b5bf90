import { statSync } from 'node:fs';

import type { ModelSetIdentity, RowSource } from '../../core/ports';
import { measurementVersion } from '../../core/scoring/pairEvaluation';
import type { ScoringSettings } from '../../core/scoring/settings';
import { contentHash } from '../../io/contentHash';
import { digestFiles } from '../../io/digestFiles';
import type { BlobFiles } from '../../io/scoreStore/blobFiles';
import { decodeColumns, encodeColumns } from '../../io/scoreStore/columnCodec';
import type { RowFigures } from '../figures/rowFigures';
import { TimeSlices } from './timeSlices';

/** Smaller files are as fast from their pairs. */
const fewestRows = 1000;
/** Rows that are read and checked at once: about a millisecond. */
const chunkRows = 1024;

/** Failures that another attempt may end otherwise: a file with such a row is not kept as a whole. */
const passing = new Set(['worker-crashed', 'inference-failed']);

/**
 * All figures of one file, as it is on disk, under one model set and one choice of settings. Read as a whole, a file of
 * 100,000 pairs shows in a fraction of the time that asking for each pair takes.
 */
export class FigureSnapshot {
  private constructor(
    private readonly blobs: BlobFiles,
    private readonly name: string,
    private readonly rowCount: number,
  ) {}

  /** The snapshot that belongs to the file's bytes; null for a small file, or one that cannot be read as bytes. */
  static async of(source: RowSource, rowCount: number, about: { identity: ModelSetIdentity; settings: ScoringSettings }, blobs: BlobFiles, signal: AbortSignal): Promise<FigureSnapshot | null> {
    if (rowCount < fewestRows) return null;
    const digest = await digestFiles(source.container.files, signal).catch(() => null);
    if (digest === null) return null;
    // Another build may keep other figures.
    const { size, mtimeMs } = statSync(__filename);
    const { format, compression } = source.container;
    return new FigureSnapshot(blobs, contentHash(JSON.stringify([digest, format, compression, rowCount, about, measurementVersion, size, mtimeMs])).slice(0, 32), rowCount);
  }

  /** Hands over all rows, in bundles; false where some are missing, which it finds out before the first or in between. */
  async read(onRows: (rows: readonly RowFigures[]) => void): Promise<boolean> {
    for (let start = 0; start < this.rowCount; start += chunkRows) {
      const bytes = await this.blobs.get(this.chunkName(start));
      if (!bytes) return false;
      try {
        onRows(decodeColumns(bytes) as RowFigures[]);
      } catch {
        return false;
      }
      await new Promise(setImmediate);
    }
    return true;
  }

  /** Rejects with the system's error. `figures` are all rows, in order. */
  async write(figures: Iterable<RowFigures>): Promise<void> {
    const rows = [...figures];
    if (rows.length !== this.rowCount || rows.some((row) => row.kind === 'unscored' && passing.has(row.code))) return;
    const slices = new TimeSlices();
    for (let start = 0; start < this.rowCount; start += chunkRows) {
      await this.blobs.set(this.chunkName(start), encodeColumns(rows.slice(start, start + chunkRows)));
      await slices.yieldIfSpent();
    }
  }

  private chunkName(start: number): string {
    return `${this.name}-${String(start / chunkRows)}`;
  }
}
