import type * as vscode from 'vscode';

import type { DatasetReader } from '../../core/dataset/datasetReader';
import { openDatasetReader } from '../../core/dataset/openDatasetReader';
import type { RowIndex } from '../../core/dataset/rowIndex';
import type { RowSource } from '../../core/ports';
import { readingOptionsFor } from '../configuration/readingOptionsFor';
import { RowLookup } from '../panel/rowLookup';
import type { EditorServices } from '../services';
import { cellTexts } from '../table/cellText';
import { KeptOpen } from './keptOpen';

interface OpenFile {
  readonly source: RowSource;
  readonly index: RowIndex;
  readonly reader: DatasetReader;
}

/** How rows of a file begin, read when somebody looks at them. */
export class RowTexts {
  private readonly lookup: RowLookup;
  private readonly closing = new AbortController();
  private readonly file = new KeptOpen(() => this.open(), ({ source }) => source.close());

  constructor(
    private readonly services: EditorServices,
    private readonly uri: vscode.Uri,
  ) {
    this.lookup = new RowLookup(services.sessions);
  }

  /** The last thing that was asked in the row; null where it cannot be read. */
  async textOf(row: number): Promise<string | null> {
    const { source, index, reader } = await this.file.get();
    const location = index.location(row);
    if (!location) return null;
    const read = await reader.read(source, location, (other) => index.location(other)).catch(() => null);
    const [first] = read?.kind === 'read' ? read.pairs : [];
    return first ? cellTexts(first.texts).prompt : null;
  }

  /** The file is another one now. */
  forget(): void {
    this.file.forget();
  }

  dispose(): void {
    this.closing.abort();
    this.forget();
  }

  private async open(): Promise<OpenFile> {
    const { signal } = this.closing;
    const source = await this.services.openDataset(this.uri, signal);
    try {
      return { source, index: await this.lookup.indexOf(this.uri, source, signal), reader: await openDatasetReader(source, readingOptionsFor(this.uri), signal) };
    } catch (error) {
      await source.close();
      throw error;
    }
  }
}
