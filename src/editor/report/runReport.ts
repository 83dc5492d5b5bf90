import { createHash } from 'node:crypto';
import path from 'node:path';
import type * as vscode from 'vscode';

import { datasetReport } from '../../app/report/datasetReport';
import { openDatasetReader } from '../../core/dataset/openDatasetReader';
import { lintFailures } from '../../core/noise/lintFailures';
import type { AuditedRate, LintReport } from '../../core/noise/lintReport';
import type { DatasetReport } from '../../core/report/datasetReport';
import { AtomicFile } from '../../io/export/atomicFile';
import { sourceFiles } from '../../io/export/sourceFiles';
import { reportHtml } from '../../report/reportHtml';
import { reportMarkdown } from '../../report/reportMarkdown';
import { readConfiguration } from '../configuration/configuration';
import { readingOptionsFor } from '../configuration/readingOptionsFor';
import type { FileFindings } from '../findings/fileFindings';
import { openSearchedVersion } from '../findings/searchedVersion';
import { TimeSlices } from '../scoring/timeSlices';
import type { EditorServices } from '../services';
import { readFileStamp, sameFileStamp } from '../session/fileStamp';

export interface ReportJob {
  readonly uri: vscode.Uri;
  /** Its name decides: .md is Markdown, all else HTML. */
  readonly target: vscode.Uri;
  /** False: no text of the dataset gets into the report. */
  readonly withTexts: boolean;
}

/** Findings that are shown of each code, as the command line does it. */
const worst = 3;

/** Writes what the overview of a file shows as one page. Rejects with OutputError, or as the search for findings does. */
export async function runReport(services: EditorServices, { uri, target, withTexts }: ReportJob, signal: AbortSignal): Promise<void> {
  const report = await makeReport(services, uri, withTexts, signal);
  const text = /\.(md|markdown)$/i.test(target.fsPath) ? reportMarkdown(report) : reportHtml(report, { sha256 });
  const file = await AtomicFile.create(target.fsPath);
  try {
    await file.write(Buffer.from(text, 'utf8'));
    await file.commit();
  } catch (error) {
    await file.discard();
    throw error;
  }
}

async function makeReport(services: EditorServices, uri: vscode.Uri, withTexts: boolean, signal: AbortSignal): Promise<DatasetReport> {
  const { changes, models, findingSettings } = services;
  const found = await findingsOnDisk(services, uri);
  const { source } = await openSearchedVersion(services, uri, signal);
  try {
    const reader = await openDatasetReader(source, readingOptionsFor(uri), signal);
    const { limits, files } = await findingSettings.limitsOf(uri);
    const slices = new TimeSlices();
    return await datasetReport(source, reader, withReview(found.report, services.auditedRates.get(uri)), {
      file: path.basename(uri.fsPath),
      failures: lintFailures(found.report, limits),
      provenance: {
        version: String((services.context.extension.packageJSON as { readonly version: unknown }).version),
        sources: await sourceFiles(source.container.files),
        models: found.hasModels && models.identity ? [models.identity] : [],
        beta: readConfiguration(uri).scoring.beta,
        changedRows: (await changes.get(uri)).byRow.size,
        configuration: files.map((file) => path.basename(file)),
        date: null,
      },
      worst,
      withTexts,
      signal,
      turn: () => slices.yieldIfSpent(),
    });
  } finally {
    await source.close();
  }
}

/** While a sample is reviewed the last search knows less than the review does. */
function withReview(report: LintReport, audited: AuditedRate | undefined): LintReport {
  return audited ? { ...report, page: { ...report.page, auditedRate: audited } } : report;
}

/** Findings of the file as it lies on disk: after a save those of the text before may be all that is known yet. */
async function findingsOnDisk({ findings }: EditorServices, uri: vscode.Uri): Promise<FileFindings> {
  const known = await findings.get(uri);
  if (sameFileStamp(await readFileStamp(uri.fsPath), known.stamp)) return known;
  // What stops it is told by the wait: a search that takes the place of this one does not.
  findings.look(uri).catch(() => undefined);
  return findings.get(uri);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
