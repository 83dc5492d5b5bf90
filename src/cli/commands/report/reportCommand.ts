import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';

import { lintDataset } from '../../../app/lintDataset';
import { datasetReport } from '../../../app/report/datasetReport';
import { openDatasetReader } from '../../../core/dataset/openDatasetReader';
import { ContentHashes } from '../../../core/edits/changeList/contentHashes';
import { SilencedFindings } from '../../../core/edits/changeList/silencedFindings';
import { defaultLintConfig } from '../../../core/noise/config/mergeLintConfigs';
import { lintFailures } from '../../../core/noise/lintFailures';
import { InProcessProbeTrainer } from '../../../core/noise/probe/inProcessProbeTrainer';
import type { ModelSetIdentity, RowSource, Scorer } from '../../../core/ports';
import type { DatasetReport } from '../../../core/report/datasetReport';
import { defaultScoringSettings } from '../../../core/scoring/settings';
import { ChangeListFile } from '../../../io/changes/changeListFile';
import { findLintConfig, type FoundLintConfig } from '../../../io/config/findLintConfig';
import { contentHash } from '../../../io/contentHash';
import { sourceFiles } from '../../../io/export/sourceFiles';
import { rowHash } from '../../../io/rowHash';
import { reportHtml } from '../../../report/reportHtml';
import { reportMarkdown } from '../../../report/reportMarkdown';
import { version } from '../../../../package.json';
import { exitStatus } from '../../exitStatus';
import { installation } from '../../installation';
import { openStore } from '../../openStore';
import { ProgressLine } from '../../progressLine';
import { UsageError } from '../../usageError';
import { lintChoices, type LintChoices } from '../lint/lintChoices';
import type { LintFlags } from '../lint/lintFlags';
import { LintOutput } from '../lint/lintOutput';
import { ScorerPool } from '../lint/scorerPool';
import { openDataset } from '../openDataset';
import { readingFlags } from '../readingFlags';
import { wholeNumberFlag } from '../scoreOptions';
import { dateFlag, reportFormat, worstFlag, type ReportFlags } from './reportFlags';

/** `preflens report FILE`: one page about a dataset, as HTML or Markdown. Resolves to the exit status. */
export async function report(file: string, flags: ReportFlags, signal: AbortSignal): Promise<number> {
  const format = reportFormat(flags);
  checkFlags(flags);
  const found = await configuration(file, flags);
  const store = openStore(flags.store);
  const scorers = new ScorerPool({ workerFile: installation.workerFile, threads: wholeNumberFlag('threads', flags.threads, 0), memoryMegabytes: wholeNumberFlag('memory', flags.memory, 0), store });
  const progress = new ProgressLine(process.stderr);
  const source = await openDataset(file, flags, signal);
  try {
    await refuseOwnData(flags.out, source);
    const output = await LintOutput.open(flags.out);
    try {
      const made = await makeReport({ file, flags, source, choices: choicesOf(flags, found), found, scorers, store, progress, signal });
      progress.clear();
      await output.write(format === 'html' ? reportHtml(made, { sha256 }) : reportMarkdown(made));
      await output.close();
      return made.failures.length > 0 && (flags.failOn !== undefined || flags.maxNoise !== undefined) ? exitStatus.findings : exitStatus.done;
    } catch (error) {
      await output.discard();
      throw error;
    }
  } finally {
    progress.clear();
    await source.close();
    await scorers.dispose();
    await store.dispose();
  }
}

/** Before anything is opened: a typing mistake should not show after minutes. */
function checkFlags(flags: ReportFlags): void {
  readingFlags(flags);
  worstFlag(flags);
  dateFlag(flags);
  choicesOf(flags, { config: defaultLintConfig, files: [] });
}

/** A report is about what models say too, unless that is not wanted. */
function choicesOf(flags: ReportFlags, { config }: FoundLintConfig): LintChoices {
  const isNamed = flags.policy !== undefined || flags.reference !== undefined;
  return lintChoices({ ...lintFlags(flags), ...(isNamed || config.models === 'none' || flags.models === false ? {} : { models: true }) }, config, installation.root);
}

/** What `preflens lint` would be told; the report's formats are its own. */
function lintFlags(flags: ReportFlags): LintFlags {
  return { ...flags, format: 'text' };
}

async function configuration(dataset: string, { config }: ReportFlags): Promise<FoundLintConfig> {
  if (config === false) return { config: defaultLintConfig, files: [] };
  return findLintConfig(dataset, config === undefined ? {} : { file: config });
}

/** The data must not be lost to a slip of the fingers. */
async function refuseOwnData(out: string | undefined, source: RowSource): Promise<void> {
  if (out === undefined) return;
  const target = await realpath(out).catch(() => path.resolve(out));
  for (const file of source.container.files) if ((await realpath(file).catch(() => path.resolve(file))) === target) throw new UsageError(`--out "${out}" is the dataset itself; give the report another name.`);
}

interface ReportRun {
  readonly file: string;
  readonly flags: ReportFlags;
  readonly source: RowSource;
  readonly choices: LintChoices;
  readonly found: FoundLintConfig;
  readonly scorers: ScorerPool;
  readonly store: ReturnType<typeof openStore>;
  readonly progress: ProgressLine;
  readonly signal: AbortSignal;
}

async function makeReport(run: ReportRun): Promise<DatasetReport> {
  const { file, flags, source, choices, found, store, progress, signal } = run;
  const reader = await openDatasetReader(source, readingFlags(flags), signal);
  const { list } = await new ChangeListFile(file).read();
  const scorers = choices.modelSets.map((models) => run.scorers.get({ ...models, ...choices }));
  const lintReport = await lintDataset(source, reader, {
    hash: contentHash,
    config: choices.findings,
    silences: new ContentHashes(new SilencedFindings(list.silences), rowHash),
    scorers,
    settings: { ...defaultScoringSettings, beta: choices.beta },
    store,
    ...(choices.probe ? { probe: { trainer: new InProcessProbeTrainer(setImmediate) } } : {}),
    signal,
    turn: setImmediate,
    onProgress: ({ phase, rows, totalRows }) => { progress.show(`${file}: ${phase}, ${String(rows)}${totalRows === null ? '' : ` of ${String(totalRows)}`} rows`); },
  });
  const sources = await sourceFiles(source.container.files);
  const provenance = { version, sources, models: await identities(scorers), beta: choices.beta, changedRows: 0, configuration: found.files.map((name) => path.basename(name)), date: dateFlag(flags) };
  return datasetReport(source, reader, lintReport, { file: path.basename(path.resolve(file)), failures: lintFailures(lintReport, choices), provenance, worst: worstFlag(flags), withTexts: flags.texts, signal, turn: setImmediate });
}

async function identities(scorers: readonly Scorer[]): Promise<readonly ModelSetIdentity[]> {
  const found: ModelSetIdentity[] = [];
  for (const scorer of scorers) found.push(await scorer.identify());
  return found;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
