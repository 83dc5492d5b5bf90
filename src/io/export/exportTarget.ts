import { stat } from 'node:fs/promises';

import type { ExportFormat } from '../../core/export/exportChoices';
import type { ExportColumns, RecordSink } from '../../core/export/exportRecord';
import { OutputError } from '../outputError';
import { AtomicFile, type OpenFile } from './atomicFile';
import { openRecordSink } from './openRecordSink';

export interface ExportTargetOptions {
  readonly format: ExportFormat;
  /** Files that must not be written over: those of the source, and its change list. */
  readonly sources: readonly string[];
  /** What a Parquet file says of its maker. */
  readonly createdBy: string;
  /** For tests. */
  readonly openFile?: OpenFile;
}

/** Behind the name of an export: the file beside it that says how it came about. */
export const manifestSuffix = '.manifest.json';

/** An exported file and its manifest, which appear together or not at all. */
export class ExportTarget {
  private constructor(
    private readonly file: AtomicFile,
    private readonly path: string,
    private readonly options: ExportTargetOptions,
  ) {}

  /** Rejects with OutputError, also where the target is one of the sources, by whatever name. */
  static async create(path: string, options: ExportTargetOptions): Promise<ExportTarget> {
    for (const written of [path, path + manifestSuffix]) await refuseSource(written, options.sources);
    return new ExportTarget(await AtomicFile.create(path, options.openFile), path, options);
  }

  openSink(columns: ExportColumns): RecordSink {
    return openRecordSink(this.options.format, this.file, columns, this.options.createdBy);
  }

  /** Puts the file in its place, and the manifest beside it. A device or a pipe gets none. */
  async commit(manifest: object): Promise<void> {
    if (this.file.isDirect) {
      await this.file.commit();
      return;
    }
    const beside = await AtomicFile.create(this.path + manifestSuffix, this.options.openFile);
    try {
      await beside.write(Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
      await this.file.commit();
      await beside.commit();
    } catch (error) {
      await beside.discard();
      throw error;
    }
  }

  /** Leaves nothing behind. */
  discard(): Promise<void> {
    return this.file.discard();
  }
}

async function refuseSource(target: string, sources: readonly string[]): Promise<void> {
  const existing = await stat(target, { bigint: true }).catch(() => undefined);
  if (existing === undefined) return;
  for (const source of sources) {
    const other = await stat(source, { bigint: true }).catch(() => undefined);
    if (other === undefined || other.dev !== existing.dev || other.ino !== existing.ino) continue;
    throw new OutputError(target, new Error('it is the file that is read from, which an export never writes over; give another name'));
  }
}
