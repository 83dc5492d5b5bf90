import type { FindingCode, FindingSeverity } from './findingCodes';

/** Numbers and short texts that a finding rests on; numbers stand beside their thresholds where there are any. */
export type FindingEvidence = Readonly<Record<string, number | string | boolean | null>>;

/** Something wrong with one row of a dataset. */
export interface Finding {
  /** 0-based index among the rows of the file. */
  readonly row: number;
  /** 1-based line in the file; 0 where the format has no lines. */
  readonly line: number;
  /** 0-based index among the pairs of the row. */
  readonly pair: number;
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  /** One plain sentence. */
  readonly message: string;
  readonly evidence: FindingEvidence;
}
