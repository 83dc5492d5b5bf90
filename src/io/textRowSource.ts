import { maximalRowBytes } from '../core/dataset/maximalRowBytes';
import { FileChangedError } from '../core/errors';
import type { CancellationSignal, Container, RowContent, RowLocation, RowSource } from '../core/ports';
import type { FileBytes } from './fileBytes';
import type { JsonLayoutOptions } from './jsonLayout';
import type { LocationCache } from './locationCache';
import type { ResumedScan } from './rowScanner';
import { textHeadBytes, textLayout, type TextLayout } from './textLayout';

export interface TextSourceOptions extends JsonLayoutOptions {
  /** The file's name without `.gz`. */
  readonly name: string;
  readonly compression: Container['compression'];
  /** Where places of rows are kept between openings; nowhere unless told. */
  readonly locations?: LocationCache | undefined;
}

/** A dataset that is text: JSON Lines, JSON, CSV or TSV in UTF-8. Holds one block of the file at most. */
export class TextRowSource implements RowSource {
  readonly container: Container;

  private constructor(
    private readonly bytes: FileBytes,
    private readonly options: TextSourceOptions,
    private layout: TextLayout,
  ) {
    this.container = { format: layout.format, compression: options.compression, files: [bytes.userPath] };
  }

  /** Throws UnreadableFileError for what is no text, or may be read in two ways. */
  static async open(bytes: FileBytes, options: TextSourceOptions): Promise<TextRowSource> {
    return new TextRowSource(bytes, options, await layoutOf(bytes, options));
  }

  /**
   * See RowSource. Ends early, without error, when the signal is aborted. Throws FileChangedError when the file is written
   * while it is being located. An empty file has no rows and is no error.
   */
  async *locate(signal?: CancellationSignal): AsyncGenerator<readonly RowLocation[], void, void> {
    const layout = await layoutOf(this.bytes, this.options);
    if (layout.format !== this.layout.format) throw new FileChangedError(`${this.bytes.userPath} is in another format by now; read it again.`);
    this.layout = layout;
    const scan = (): AsyncGenerator<readonly RowLocation[], void, void> => this.scan(layout, signal);
    const { locations } = this.options;
    yield* locations === undefined ? scan() : locations.locate(this.bytes, layout, scan, signal);
  }

  /** See RowSource. Throws RangeError for a row above `maximalRowBytes`; core reports such a row without asking. */
  async read(location: RowLocation): Promise<RowContent> {
    if (location.byteLength > maximalRowBytes) throw new RangeError(`A row of ${String(location.byteLength)} bytes is too large to be read.`);
    return { kind: 'text', bytes: await this.bytes.read(location.byteStart, location.byteLength), syntax: this.layout.syntax };
  }

  close(): Promise<void> {
    this.bytes.release();
    return Promise.resolve();
  }

  private async *scan({ start, createScanner }: TextLayout, signal: CancellationSignal | undefined): AsyncGenerator<readonly RowLocation[], void, void> {
    let scan: ResumedScan | undefined = { from: start, scanner: createScanner() };
    while (scan !== undefined) {
      const { from, scanner }: ResumedScan = scan;
      for await (const chunk of this.bytes.chunks(from, signal)) {
        const rows = scanner.push(chunk);
        if (rows.length > 0) yield rows;
      }
      if (signal?.aborted === true) return;
      const rest = scanner.end();
      if (rest.length > 0) yield rest;
      scan = scanner.resume?.();
    }
  }
}

async function layoutOf(bytes: FileBytes, { name, split }: TextSourceOptions): Promise<TextLayout> {
  const { size } = await bytes.identify();
  const head = await bytes.head(0, textHeadBytes);
  return textLayout({ path: bytes.userPath, name, bytes: head, isWhole: Number(size) <= head.length }, { split });
}
