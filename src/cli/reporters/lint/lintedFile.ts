import type { LintedDataset } from '../../../app/records/lintRecord';
import type { DatasetReader } from '../../../core/dataset/datasetReader';
import type { RowSource } from '../../../core/ports';

/** A file that was linted, as reporters get it; source and reader are open until they are done with it. */
export interface LintedFile extends LintedDataset {
  readonly source: RowSource;
  readonly reader: DatasetReader;
}

/** Files that were not linted, and why. */
export interface PassedOver {
  readonly file: string;
  readonly reason: 'ignored' | 'no preference data' | 'unreadable';
  readonly message: string;
}

/** Turns linted files into text of some format, piece by piece. */
export interface LintReporter {
  add(linted: LintedFile, signal: AbortSignal): AsyncIterable<string> | Iterable<string>;
  /** What stands behind the last file. */
  finish(passedOver: readonly PassedOver[]): Iterable<string>;
}
