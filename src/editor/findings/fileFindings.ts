import type * as vscode from 'vscode';

import type { PairReader } from '../../core/edits/pairReader';
import type { Finding } from '../../core/noise/finding';
import type { LintReport } from '../../core/noise/lintReport';
import type { ContainerFormat } from '../../core/ports';
import type { FileStamp } from '../session/fileStamp';

/** What was found in one version of a file, or of its unsaved text. */
export interface FileFindings {
  readonly uri: vscode.Uri;
  readonly report: LintReport;
  /** Reads rows of this file anew. */
  readonly read: PairReader;
  readonly format: ContainerFormat;
  /** The version on disk; null where the text had unsaved changes, and rows are those of the text. */
  readonly stamp: FileStamp | null;
  /** Version of the document whose unsaved text was read; null where the file was. */
  readonly documentVersion: number | null;
  /** Whether models were asked. */
  readonly hasModels: boolean;
  /** Whether probes learned from hidden states too. */
  readonly isThorough: boolean;
}

/** Whether a document still holds what was looked through, row by row. */
export function isCurrent({ documentVersion }: FileFindings, document: vscode.TextDocument): boolean {
  return documentVersion === null ? !document.isDirty : document.version === documentVersion;
}

/** Names a finding within its file for as long as nothing changes. */
export function findingName({ row, pair, code }: Pick<Finding, 'row' | 'pair' | 'code'>): string {
  return `${String(row)} ${String(pair)} ${code}`;
}
