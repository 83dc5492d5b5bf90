import path from 'node:path';

import { ChangedSource } from '../../app/export/changedSource';
import { exportManifest, type ExportManifest } from '../../app/export/exportManifest';
import type { ExportReport } from '../../app/export/exportRequest';
import { exportDataset } from '../../app/exportDataset';
import { UnreadableFileError } from '../../core/errors';
import { openDatasetReader } from '../../core/dataset/openDatasetReader';
import { SilencedFindings } from '../../core/edits/changeList/silencedFindings';
import { pairsOfRow } from '../../core/edits/pairsOfRow';
import { ChangeListFile, type StoredChanges } from '../../io/changes/changeListFile';
import { ExportTarget } from '../../io/export/exportTarget';
import { sourceFiles } from '../../io/export/sourceFiles';
import { rowHash } from '../../io/rowHash';
import { exitStatus } from '../exitStatus';
import { ProgressLine } from '../progressLine';
import { exportSummary } from '../reporters/exportSummary';
import { UsageError } from '../usageError';
import { version } from '../../../package.json';
import { openDataset } from './openDataset';
import { exportFigures } from './exportFigures';
import { exportFindings } from './exportFindings';
import { exportChoices, exportReading, type ExportFlags } from './exportOptions';

/** `preflens export FILE`: writes a dataset anew, with its change list applied. Resolves to the exit status. */
export async function exportCommand(file: string, flags: ExportFlags, signal: AbortSignal): Promise<number> {
  const choices = exportChoices(flags);
  const progress = new ProgressLine(process.stderr);
  const changesFile = new ChangeListFile(file);
  const changes = flags.changes ? await changesFile.read() : undefined;
  const reading = exportReading(flags);
  const plain = await openDataset(file, flags, signal);
  const createdBy = `preflens ${version}`;
  const target = await ExportTarget.create(flags.out, { format: choices.format, sources: [...plain.container.files, changesFile.path], createdBy });
  try {
    const reader = await openDatasetReader(plain, reading, signal);
    const readPairs = pairsOfRow(reader);
    const byRow = changes?.list.byRow ?? new Map();
    const source = new ChangedSource(plain, byRow, { hash: rowHash, read: readPairs });
    const figures = await exportFigures(flags, { source, reader, choices, changedRows: byRow, progress }, signal);
    const silenced = new SilencedFindings(changes?.list.silences ?? []);
    const findings = await exportFindings(flags, { file, source, reader, choices, silenced, progress }, signal);
    const openSink = (columns: Parameters<ExportTarget['openSink']>[0]) => Promise.resolve(target.openSink(columns));
    const onProgress = ({ phase, rows }: { readonly phase: string; readonly rows: number }) => progress.show(`${phase}: ${rows} rows`);
    const table = figures === undefined ? {} : { figures: figures.table };
    const report = await exportDataset({ source, reader, readPairs, choices, openSink, signal, onProgress, ...table, ...(findings === undefined ? {} : { findings }) });
    if (report.counts.written === 0 && report.counts.unreadable > 0) throw new UnreadableFileError(nothingReadable(file, report));
    const sources = await sourceFiles(plain.container.files);
    const parts = { version, output: path.basename(flags.out), container: plain.container, sources, changes: source.applied(), choices };
    const manifest = exportManifest({ ...parts, figures: figures?.source ?? null, counts: report.counts });
    await target.commit(manifest);
    progress.clear();
    tell(manifest, report, source.applied().conflicts, changes);
    return exitStatus.done;
  } catch (error) {
    progress.clear();
    await target.discard();
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  } finally {
    await plain.close();
  }
}

function nothingReadable(file: string, { counts, problems }: ExportReport): string {
  const [first] = problems;
  return `${file} has no row that can be exported: ${String(counts.unreadable)} of ${String(counts.rows)} rows cannot be read${first === undefined ? '' : ` (row ${String(first.row)}: ${first.reason})`}. Nothing was written.`;
}

type Conflicts = ReturnType<ChangedSource['applied']>['conflicts'];

function tell(manifest: ExportManifest, report: ExportReport, conflicts: Conflicts, changes: StoredChanges | undefined): void {
  for (const { line, reason } of changes?.damaged ?? []) warn(`the change list's line ${line} was passed over: ${reason}`);
  for (const { change, reason } of conflicts) warn(`row ${change.row}, change "${change.kind}": ${reason}`);
  for (const { row, reason } of report.problems) warn(`row ${row}: ${reason}`);
  process.stdout.write(process.stdout.isTTY ? exportSummary(manifest) : `${JSON.stringify(manifest, null, 2)}\n`);
}

function warn(text: string): void {
  process.stderr.write(`preflens: ${text}\n`);
}
