import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';

import { datasetReport } from '../../../app/report/datasetReport';
import { openDatasetReader } from '../../../core/dataset/openDatasetReader';
import { defaultLintConfig } from '../../../core/noise/config/mergeLintConfigs';
import { lintFailures } from '../../../core/noise/lintFailures';
import type { RowSource } from '../../../core/ports';
import type { DatasetReport } from '../../../core/report/datasetReport';
import type { FoundLintConfig } from '../../../io/config/findLintConfig';
import { sourceFiles } from '../../../io/export/sourceFiles';
import { reportHtml } from '../../../report/reportHtml';
import { reportMarkdown } from '../../../report/reportMarkdown';
import { version } from '../../../../package.json';
import { exitStatus } from '../../exitStatus';
import { installation } from '../../installation';
import { ProgressLine } from '../../progressLine';
import { UsageError } from '../../usageError';
import { judgeDataset, type JudgingRun } from '../lint/judgeDataset';
import { lintChoices, type LintChoices } from '../lint/lintChoices';
import { lintConfigOf } from '../lint/lintConfigOf';
import type { LintFlags } from '../lint/lintFlags';
import { LintOutput } from '../lint/lintOutput';
import { openDataset } from '../openDataset';
import { readingFlags } from '../readingFlags';
import { withScorers } from '../withScorers';
import { dateFlag, reportFormat, worstFlag, type ReportFlags } from './reportFlags';

/** `preflens report FILE`: one page about a dataset, as HTML or Markdown. Resolves to the exit status. */
export async function report(file: string, flags: ReportFlags, signal: AbortSignal): Promise<number> {
  const format = reportFormat(flags);
  checkFlags(flags);
  const found = await lintConfigOf(file, flags.config);
  const progress = new ProgressLine(process.stderr);
  const source = await openDataset(file, flags, signal);
  try {
    await refuseOwnData(flags.out, source);
    return await withScorers(flags, (models) =>
      LintOutput.during(flags.out, async (output) => {
        const made = await makeReport({ ...models, file, flags, source, choices: choicesOf(flags, found), found, progress, signal });
        progress.clear();
        await output.write(format === 'html' ? reportHtml(made, { sha256 }) : reportMarkdown(made));
        await output.close();
        return made.failures.length > 0 && (flags.failOn !== undefined || flags.maxNoise !== undefined) ? exitStatus.findings : exitStatus.done;
      }),
    );
  } finally {
    progress.clear();
    await source.close();
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

/** The data must not be lost to a slip of the fingers. */
async function refuseOwnData(out: string | undefined, source: RowSource): Promise<void> {
  if (out === undefined) return;
  const target = await realpath(out).catch(() => path.resolve(out));
  for (const file of source.container.files) if ((await realpath(file).catch(() => path.resolve(file))) === target) throw new UsageError(`--out "${out}" is the dataset itself; give the report another name.`);
}

interface ReportRun extends Omit<JudgingRun, 'reader'> {
  readonly flags: ReportFlags;
  readonly found: FoundLintConfig;
}

async function makeReport(run: ReportRun): Promise<DatasetReport> {
  const { file, flags, source, choices, found, signal } = run;
  const reader = await openDatasetReader(source, readingFlags(flags), signal);
  const { report: judged, models } = await judgeDataset({ ...run, reader });
  const sources = await sourceFiles(source.container.files);
  const provenance = { version, sources, models, beta: choices.beta, changedRows: 0, configuration: found.files.map((name) => path.basename(name)), date: dateFlag(flags) };
  return datasetReport(source, reader, judged, { file: path.basename(path.resolve(file)), failures: lintFailures(judged, choices), provenance, worst: worstFlag(flags), withTexts: flags.texts, signal, turn: setImmediate });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
