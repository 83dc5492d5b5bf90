import type { DatasetReader } from '../../core/dataset/datasetReader';
import type { PairReader } from '../../core/edits/pairReader';
import type { ExportChoices } from '../../core/export/exportChoices';
import type { ExportColumns, RecordSink } from '../../core/export/exportRecord';
import type { CancellationSignal, RowSource } from '../../core/ports';
import type { FigureTable } from './figureTable';
import type { ExportFindings } from './pairPicks';

export interface ExportRequest {
  /** With its change list applied (ChangedSource). */
  readonly source: RowSource;
  readonly reader: DatasetReader;
  readonly readPairs: PairReader;
  readonly choices: ExportChoices;
  /** Needed where choices name codes or verdicts. */
  readonly findings?: ExportFindings;
  /** Needed for the score columns and for orders by margin or difficulty. */
  readonly figures?: FigureTable;
  /** The columns are right for tables only, which must know them before their first record. */
  readonly openSink: (columns: ExportColumns) => Promise<RecordSink>;
  readonly signal?: CancellationSignal;
  readonly onProgress?: (done: { readonly phase: 'surveying' | 'writing'; readonly rows: number }) => void;
}

/** Rows or pairs that came in and went out, and why some did not. */
export interface ExportCounts {
  /** Rows that were read; those that the change list drops are not among them. */
  rows: number;
  pairs: number;
  written: number;
  /** Rows left out because they cannot be read. */
  unreadable: number;
  /** Rows left out of a pair schema because they hold ties or unpaired answers only. */
  withoutPair: number;
  droppedByRow: number;
  /** By a finding or a verdict. */
  droppedByCode: number;
  /** Left out since only other verdicts were wanted. */
  otherVerdict: number;
  /** Pairs whose texts were mended. */
  fixed: number;
  /** Pairs that could not be mended in the schema of the source; they are written as they were. */
  notFixed: number;
  swapped: number;
  /** Swaps that were asked for and could not be made; the rows are written as they were. */
  notSwapped: number;
  /** Conversations that a string format could only hold as a transcript. */
  transcripts: number;
  /** Records at the end because they lack the figure to order by. */
  withoutFigure: number;
}

export interface ExportReport {
  readonly counts: ExportCounts;
  /** The first of the problems met, each with its row. */
  readonly problems: readonly { readonly row: number; readonly reason: string }[];
}

export function noCounts(): ExportCounts {
  return {
    rows: 0,
    pairs: 0,
    written: 0,
    unreadable: 0,
    withoutPair: 0,
    droppedByRow: 0,
    droppedByCode: 0,
    otherVerdict: 0,
    fixed: 0,
    notFixed: 0,
    swapped: 0,
    notSwapped: 0,
    transcripts: 0,
    withoutFigure: 0,
  };
}
