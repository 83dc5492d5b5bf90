import type { RowLocation } from '../core/ports';

/** Finds the rows of a text in its bytes, handed over in chunks. Every byte that is not between rows belongs to one. */
export interface RowScanner {
  /** The rows that end within the chunk, whose bytes are no longer needed afterwards. */
  push(chunk: Buffer): readonly RowLocation[];
  /** What is left at the end of the text: rows that are cut off are rows too. */
  end(): readonly RowLocation[];
  /** After `end`: where the text is to be scanned once more because of damage, and by what; undefined where it need not. */
  resume?(): ResumedScan | undefined;
}

export interface ResumedScan {
  /** File offset. */
  readonly from: number;
  readonly scanner: RowScanner;
}
