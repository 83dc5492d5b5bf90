import type { CancellationSignal, Container, RowContent, RowLocation, RowSource } from '../../core/ports';
import type { FileBytes } from '../fileBytes';
import { ParquetFile } from './parquetFile';
import type { ParquetDecoder, ParquetRows } from './parquetRows';
import { ParquetWorker } from './parquetWorker';

const chunkRows = 4096;
/** Decoded parts that are held: what is looked at, and what comes next. */
const heldParts = 3;

export interface ParquetSourceOptions {
  readonly compression: Container['compression'];
  /** The bundled worker; without it rows are decoded in this thread. */
  readonly workerFile?: string | undefined;
}

/** A Parquet file. Its rows have numbers but no lines and no bytes of their own. */
export class ParquetRowSource implements RowSource {
  readonly container: Container;
  private decoder: ParquetDecoder | undefined;
  private parts: ParquetRows[] = [];
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly bytes: FileBytes,
    private file: ParquetFile,
    private readonly options: ParquetSourceOptions,
  ) {
    this.container = { format: 'parquet', compression: options.compression, files: [bytes.userPath] };
  }

  /** Reads the footer. Throws UnreadableFileError when it is damaged. */
  static async open(bytes: FileBytes, options: ParquetSourceOptions): Promise<ParquetRowSource> {
    return new ParquetRowSource(bytes, await ParquetFile.open(bytes), options);
  }

  /** See RowSource: the numbers of the rows, which the footer tells. */
  async *locate(signal?: CancellationSignal): AsyncGenerator<readonly RowLocation[], void, void> {
    await this.close();
    this.file = await ParquetFile.open(this.bytes);
    const { rowCount } = this.file;
    for (let first = 0; first < rowCount && signal?.aborted !== true; first += chunkRows) {
      yield Array.from({ length: Math.min(chunkRows, rowCount - first) }, (_, index) => ({ row: first + index, line: 0, byteStart: 0, byteLength: 0 }));
    }
  }

  async read({ row }: RowLocation): Promise<RowContent> {
    const part = this.held(row) ?? (await this.decodeInTurn(row));
    this.bytes.verify();
    return part.rows[row - part.first] ?? { kind: 'damaged', reason: `The Parquet file has no row ${String(row)}.` };
  }

  async close(): Promise<void> {
    this.parts = [];
    const { decoder } = this;
    this.decoder = undefined;
    await decoder?.close();
  }

  private held(row: number): ParquetRows | undefined {
    return this.parts.find(({ first, rows }) => row >= first && row < first + rows.length);
  }

  /** One after the other: rows asked for at once mostly come with the first of them. */
  private decodeInTurn(row: number): Promise<ParquetRows> {
    const decoded = this.turn.then(() => this.held(row) ?? this.decode(row));
    this.turn = decoded.catch(() => undefined);
    return decoded;
  }

  private async decode(row: number): Promise<ParquetRows> {
    const { workerFile } = this.options;
    this.decoder ??= workerFile === undefined ? this.file : new ParquetWorker(workerFile, this.bytes);
    const part = await this.decoder.rowsAround(row);
    this.parts = [part, ...this.parts].slice(0, heldParts);
    return part;
  }
}
