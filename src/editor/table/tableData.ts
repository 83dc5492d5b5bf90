import { maximalRowBytes } from '../../core/dataset/maximalRowBytes';
import { readLocatedRow } from '../../core/dataset/readLocatedRow';
import type { CancellationSignal, Container, RowContent, RowLocation, RowSource } from '../../core/ports';
import { JsonLinesSource } from '../../io/jsonLinesSource';
import { readFileStamp, type FileStamp } from '../session/fileStamp';
import { RowIndex } from '../session/rowIndex';
import { reading, readTableRow, type RowReading } from './rowReading';

/** One version of a dataset file: where its rows lie, and what they hold, read when asked for. */
export class TableData {
  readonly index = new RowIndex();
  private locatedBytes = 0;

  private constructor(
    readonly path: string,
    private readonly source: RowSource,
    readonly stamp: FileStamp | null,
  ) {}

  static async open(path: string): Promise<TableData> {
    const stamp = await readFileStamp(path);
    return new TableData(path, new JsonLinesSource(path), stamp);
  }

  get container(): Container {
    return this.source.container;
  }

  get rowCount(): number {
    return this.index.rowCount;
  }

  /** Share of the file that was looked through; null where that is not known before the end. */
  get locatedShare(): number | null {
    if (this.container.compression !== null || !this.stamp || this.locatedBytes === 0) return null;
    return Math.min(1, this.locatedBytes / this.stamp.size);
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

  async read(row: number): Promise<RowReading> {
    const location = this.location(row);
    const content = await this.content(row);
    // The reader of rows says itself why such a row is not read.
    return content ? readTableRow(location, content) : reading(location, await readLocatedRow(this.source, location), null);
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
