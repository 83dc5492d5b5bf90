import type { RowContent } from '../../core/ports';

/** Rows that follow one another in a file, each as its values or as what is wrong with it. */
export interface ParquetRows {
  readonly first: number;
  readonly rows: readonly Exclude<RowContent, { kind: 'text' }>[];
}

/** Gives the rows of a Parquet file: in this thread, or in one of its own. */
export interface ParquetDecoder {
  /**
   * At least the row asked for, and those around it that cost nothing more. Rejects with FileChangedError when the file is
   * another by now; what cannot be decoded comes back as damaged rows.
   */
  rowsAround(row: number): Promise<ParquetRows>;
  close(): Promise<void>;
}
