import type { DatasetReader } from '../../core/dataset/datasetReader';
import { maximalRowBytes } from '../../core/dataset/maximalRowBytes';
import { openDatasetReader } from '../../core/dataset/openDatasetReader';
import type { ReadingOptions } from '../../core/dataset/readingOptions';
import { readRowFields } from '../../core/dataset/readRowFields';
import { RowIndex } from '../../core/dataset/rowIndex';
import type { CancellationSignal, Container, RowContent, RowLocation, RowSource } from '../../core/ports';
import { readFileStamp, type FileStamp } from '../session/fileStamp';
import { rowReading, type RowReading } from './rowReading';

interface TableFile {
  readonly path: string;
  readonly open: () => Promise<RowSource>;
  readonly options?: ReadingOptions;
}

/** Fields of a row by name; null where it cannot be read. */
export type RowFieldValues = Readonly<Record<string, unknown>> | null;

/** One version of a dataset file: where its rows lie, and what they hold, read when asked for. */
export class TableData {
  readonly index = new RowIndex();
  private locatedBytes = 0;

  private constructor(
    private readonly source: RowSource,
    private readonly reader: DatasetReader,
    readonly stamp: FileStamp | null,
  ) {}

  /** Rejects with UnreadableFileError or FileChangedError. */
  static async open({ path, open, options = {} }: TableFile, signal: CancellationSignal): Promise<TableData> {
    const stamp = await readFileStamp(path);
    const source = await open();
    try {
      return new TableData(source, await openDatasetReader(source, options, signal), stamp);
    } catch (error) {
      await source.close();
      throw error;
    }
  }

  get container(): Container {
    return this.source.container;
  }

  get rowCount(): number {
    return this.index.rowCount;
  }

  /** Share of the file that was looked through; null where that is not known before the end. */
  get locatedShare(): number | null {
    const isOneFile = this.container.compression === null && this.container.files.length === 1;
    return isOneFile && this.stamp && this.locatedBytes > 0 ? Math.min(1, this.locatedBytes / this.stamp.size) : null;
  }

  /** Rejects with UnreadableFileError or FileChangedError. Ends early, without error, when the signal is aborted. */
  async locate(progressed: () => void, signal: CancellationSignal): Promise<void> {
    for await (const chunk of this.source.locate(signal)) {
      this.index.add(chunk);
      const last = chunk.at(-1);
      if (last) this.locatedBytes = last.byteStart + last.byteLength;
      progressed();
    }
  }

  /** What the file holds of a row; null where the row is too large to be read. Rejects with FileChangedError, RangeError for no such row. */
  async content(row: number): Promise<RowContent | null> {
    const location = this.location(row);
    return location.byteLength > maximalRowBytes ? null : this.source.read(location);
  }

  /** Rejects like `content`. */
  async read(row: number): Promise<RowReading> {
    return rowReading(await this.reader.read(this.source, this.location(row), (other) => this.index.location(other)));
  }

  /** Rejects like `content`. */
  async fields(row: number): Promise<RowFieldValues> {
    const content = await this.content(row);
    const read = content && readRowFields(content);
    return read?.kind === 'fields' ? read.fields : null;
  }

  location(row: number): RowLocation {
    const location = this.index.location(row);
    if (!location) throw new RangeError(`there is no row ${row}`);
    return location;
  }

  close(): Promise<void> {
    return this.source.close();
  }
}
