import type { FindingCode, FindingSeverity } from '../noise/findingCodes';
import type { OverviewFigures } from '../overview/overviewFigures';
import type { ModelSetIdentity } from '../ports';

/** Texts of a pair, shortened and without characters that a reader cannot see. */
export interface ReportedTexts {
  readonly prompt: string;
  readonly chosen: string;
  readonly rejected: string;
}

/** One of the worst findings of a code. */
export interface ReportedFinding {
  /** 0-based. */
  readonly row: number;
  /** 1-based; 0 where the format has no lines. */
  readonly line: number;
  /** 0-based in the row. */
  readonly pair: number;
  readonly message: string;
  /** Null where texts are left out. */
  readonly texts: ReportedTexts | null;
}

export interface ReportedCode {
  readonly code: FindingCode;
  readonly title: string;
  readonly explanation: string;
  readonly severity: FindingSeverity;
  readonly count: number;
  /** The worst first. */
  readonly worst: readonly ReportedFinding[];
}

/** Where the numbers of a report come from: what somebody needs to get the same ones. */
export interface ReportProvenance {
  readonly version: string;
  /** The files of the dataset. */
  readonly sources: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
  readonly container: string;
  readonly schema: string | null;
  /** Models that were asked; the first gives the figures. */
  readonly models: readonly ModelSetIdentity[];
  readonly beta: number;
  /** Rows that a change list beside the files changes or drops; the figures are those of the changed rows. */
  readonly changedRows: number;
  /** Configuration files that counted. */
  readonly configuration: readonly string[];
  /** As it was given; null leaves it out, so that equal data make equal reports. */
  readonly date: string | null;
}

/** What a report of a dataset says, whatever it is written as. */
export interface DatasetReport {
  readonly figures: OverviewFigures;
  readonly unreadable: number;
  readonly silenced: number;
  /** Why the file does not pass its limits, one plain sentence each. */
  readonly failures: readonly string[];
  /** The most severe first, then the most frequent. */
  readonly codes: readonly ReportedCode[];
  readonly provenance: ReportProvenance;
}
