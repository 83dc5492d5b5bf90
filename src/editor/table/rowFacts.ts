import { StructuralFindings } from '../../core/noise/structuralFindings';
import { contentHash } from '../../io/contentHash';
import type { TextColumnId } from '../../shared/tableColumns';
import { rowKinds, type RowKind } from '../../shared/tableProtocol';
import { wholeTexts } from './cellText';
import type { RowReading } from './rowReading';
import { allRows, scanRows, type ScanOptions } from './scanRows';
import type { TableData } from './tableData';

/** Length of a text that a row does not have. */
const noText = 0xffffffff;

/** What is known of every row once all were read: thirteen bytes a row. */
export class RowFacts {
  private readonly kinds: Uint8Array;
  private readonly lengths: Readonly<Record<TextColumnId, Uint32Array>>;

  private constructor(rowCount: number) {
    this.kinds = new Uint8Array(rowCount);
    this.lengths = { prompt: new Uint32Array(rowCount), chosen: new Uint32Array(rowCount), rejected: new Uint32Array(rowCount) };
  }

  /** Reads all rows. Throws CancelledError, FileChangedError or UnreadableFileError. */
  static async collect(data: TableData, options: ScanOptions): Promise<RowFacts> {
    const facts = new RowFacts(data.rowCount);
    await scanRows(allRows(data.rowCount), async (row) => facts.note(await data.read(row)), options);
    return facts;
  }

  kind(row: number): RowKind {
    return rowKinds[this.kinds[row] ?? 0] ?? 'pair';
  }

  /** Characters of a text, of the first pair where there are several; null where the row has none. */
  length(row: number, column: TextColumnId): number | null {
    const length = this.lengths[column][row] ?? noText;
    return length === noText ? null : length;
  }

  private note({ row, kind, texts: all }: RowReading): void {
    const [first] = all;
    const texts = first && wholeTexts(first);
    this.kinds[row] = rowKinds.indexOf(kind);
    this.lengths.prompt[row] = texts?.prompt?.length ?? noText;
    this.lengths.chosen[row] = texts?.chosen?.length ?? noText;
    this.lengths.rejected[row] = texts?.rejected?.length ?? noText;
  }
}

/** Duplicates are looked for within so many rows: what is remembered of each must not grow with the file. */
const rowsBetweenResets = 200_000;

/** For every row, 1 where something is wrong with it that needs no model to see. Throws as `RowFacts.collect` does. */
export async function collectFindings(data: TableData, options: ScanOptions): Promise<Uint8Array> {
  const found = new Uint8Array(data.rowCount);
  let structural = new StructuralFindings(contentHash);
  const settle = () => {
    for (const { row } of structural.all()) found[row] = 1;
    structural = new StructuralFindings(contentHash);
  };
  const visit = async (row: number): Promise<void> => {
    const { pairs, notes } = await data.read(row);
    if (notes.length > 0) found[row] = 1;
    for (const pair of pairs) structural.add(pair);
    if (row % rowsBetweenResets === rowsBetweenResets - 1) settle();
  };
  await scanRows(allRows(data.rowCount), visit, options);
  settle();
  return found;
}
