import path from 'node:path';
import * as vscode from 'vscode';

import { ChangedSource } from '../../app/export/changedSource';
import { collectFigures, wantedColumns, type CollectedFigures } from '../../app/export/collectFigures';
import { exportManifest } from '../../app/export/exportManifest';
import type { ExportCounts } from '../../app/export/exportRequest';
import { exportDataset } from '../../app/exportDataset';
import { locateRows } from '../../app/locateRows';
import { scoreRows } from '../../app/scoreRows';
import type { DatasetReader } from '../../core/dataset/datasetReader';
import { openDatasetReader } from '../../core/dataset/openDatasetReader';
import { changeListSuffix } from '../../core/edits/changeList/changeRecord';
import { pairsOfRow } from '../../core/edits/pairsOfRow';
import type { ExportChoices } from '../../core/export/exportChoices';
import type { ExportColumns } from '../../core/export/exportRecord';
import type { LintReport } from '../../core/noise/lintReport';
import type { RowSource } from '../../core/ports';
import type { PairScore } from '../../core/scoring/pairScore';
import { ExportTarget } from '../../io/export/exportTarget';
import { sourceFiles } from '../../io/export/sourceFiles';
import { rowHash } from '../../io/rowHash';
import { readingOptionsFor } from '../configuration/readingOptionsFor';
import { readConfiguration } from '../configuration/configuration';
import { formatCount } from '../figures/numbers';
import type { EditorServices } from '../services';

export interface ExportJob {
  readonly uri: vscode.Uri;
  readonly target: vscode.Uri;
  readonly choices: ExportChoices;
}

type Progress = vscode.Progress<{ message?: string }>;

const reportMilliseconds = 200;

/** Writes a dataset anew from what is on disk, with its change list. One sentence about what was written; undefined when stopped. */
export async function runExport(services: EditorServices, job: ExportJob, progress: Progress, token: vscode.CancellationToken): Promise<string | undefined> {
  const stop = new AbortController();
  const subscription = token.onCancellationRequested(() => stop.abort());
  const plain = await services.openDataset(job.uri, stop.signal);
  const version = String((services.context.extension.packageJSON as { readonly version: unknown }).version);
  const sources = [...plain.container.files, job.uri.fsPath + changeListSuffix];
  const target = await ExportTarget.create(job.target.fsPath, { format: job.choices.format, sources, createdBy: `preflens ${version}` });
  try {
    return await writeExport({ services, job, plain, target, version, show: throttled(progress), signal: stop.signal });
  } catch (error) {
    await target.discard();
    if (stop.signal.aborted) return undefined;
    throw error;
  } finally {
    subscription.dispose();
    await plain.close();
  }
}

interface Run {
  readonly services: EditorServices;
  readonly job: ExportJob;
  readonly plain: RowSource;
  readonly target: ExportTarget;
  readonly version: string;
  readonly show: (message: string) => void;
  readonly signal: AbortSignal;
}

async function writeExport(run: Run): Promise<string> {
  const { services, job, plain, target, version, show, signal } = run;
  const list = await services.changes.get(job.uri);
  const reader = await openDatasetReader(plain, readingOptionsFor(job.uri), signal);
  const readPairs = pairsOfRow(reader);
  const source = new ChangedSource(plain, list.byRow, { hash: rowHash, read: readPairs });
  const figures = await figuresOf(run, source, reader);
  const findings = await findingsOf(run);
  const onProgress = ({ rows }: { readonly rows: number }) => show(vscode.l10n.t('{0} rows', formatCount(rows)));
  const openSink = (columns: ExportColumns) => Promise.resolve(target.openSink(columns));
  const table = { ...(figures === undefined ? {} : { figures: figures.table }), ...(findings === undefined ? {} : { findings }) };
  const { counts } = await exportDataset({ source, reader, readPairs, choices: job.choices, openSink, signal, onProgress, ...table });
  const output = path.basename(job.target.fsPath);
  const changes = source.applied();
  const sources = await sourceFiles(plain.container.files);
  const parts = { version, output, container: plain.container, sources, changes, choices: job.choices, figures: figures?.source ?? null, counts };
  await target.commit(exportManifest(parts));
  for (const { change, reason } of changes.conflicts) services.log.warn(`${job.uri.fsPath}: row ${change.row}, change "${change.kind}": ${reason}`);
  if (changes.conflicts.length === 0) return written(counts, output);
  return vscode.l10n.t('{0} rows written to {1}; {2} changes were not made, since their rows are no longer the same (the log names them).', counts.written, output, changes.conflicts.length);
}

function written({ written: rows, droppedByCode }: ExportCounts, output: string): string {
  if (droppedByCode === 0) return vscode.l10n.t('{0} rows written to {1}.', rows, output);
  return vscode.l10n.t('{0} rows written to {1}; {2} left out for what was found in them.', rows, output, droppedByCode);
}

/** What is known of the file, as its problems and its list show it; undefined where nothing is left out by it. */
async function findingsOf({ services, job }: Run): Promise<LintReport | undefined> {
  const { drop } = job.choices;
  if (drop.codes.length + drop.verdicts.length === 0) return undefined;
  const { report, stamp } = await services.findings.get(job.uri);
  // Rows of unsaved text need not be those of the file, which is what is exported.
  if (stamp === null) throw new Error(vscode.l10n.t('Save the file first: a cleaned copy is made of what is on disk.'));
  return report;
}

/** Pairs that were scored before need no model. */
async function figuresOf({ services: { models }, job, show, signal }: Run, source: RowSource, reader: DatasetReader): Promise<CollectedFigures | undefined> {
  const wanted = wantedColumns(job.choices);
  if (wanted.length === 0) return undefined;
  const options = { settings: readConfiguration(job.uri).scoring, reader, tokens: false, store: models.store, signal };
  return collectFigures(scored(), wanted);

  async function* scored(): AsyncGenerator<PairScore> {
    let pairs = 0;
    for await (const result of scoreRows(source, locateRows(source, undefined, signal), models.scorer, options)) {
      show(vscode.l10n.t('{0} pairs scored', formatCount(++pairs)));
      if (result.kind === 'scored') yield result.score;
    }
  }
}

function throttled(progress: Progress): (message: string) => void {
  let last = 0;
  return (message) => {
    if (Date.now() - last < reportMilliseconds) return;
    last = Date.now();
    progress.report({ message });
  };
}
