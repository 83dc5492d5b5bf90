import type { DatasetReader } from '../../../core/dataset/datasetReader';
import type { LintReport } from '../../../core/noise/lintReport';
import type { ModelSetIdentity, RowSource } from '../../../core/ports';

/** A file that was linted, as reporters get it; source and reader are open until they are done with it. */
export interface LintedFile {
  /** As it was named. */
  readonly file: string;
  readonly source: RowSource;
  readonly reader: DatasetReader;
  readonly report: LintReport;
  /** Models that were asked; empty: structural findings only. */
  readonly models: readonly ModelSetIdentity[];
  readonly beta: number;
  readonly configuration: readonly string[];
  /** Why the file fails, one plain sentence each. */
  readonly failures: readonly string[];
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
