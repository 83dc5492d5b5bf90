import path from 'node:path';

import { openDatasetReader } from '../../../core/dataset/openDatasetReader';
import { CancelledError, UnreadableFileError } from '../../../core/errors';
import { defaultLintConfig } from '../../../core/noise/config/mergeLintConfigs';
import { lintFailures } from '../../../core/noise/lintFailures';
import type { FoundLintConfig } from '../../../io/config/findLintConfig';
import { version } from '../../../../package.json';
import { exitStatus } from '../../exitStatus';
import { installation } from '../../installation';
import { ProgressLine } from '../../progressLine';
import type { LintedFile, LintReporter, PassedOver } from '../../reporters/lint/lintedFile';
import { LintJson } from '../../reporters/lint/lintJson';
import { LintSarif } from '../../reporters/lint/lintSarif';
import { LintText } from '../../reporters/lint/lintText';
import { openDataset } from '../openDataset';
import { readingFlags } from '../readingFlags';
import { withScorers, type Scorers } from '../withScorers';
import { judgeDataset } from './judgeDataset';
import { lintChoices } from './lintChoices';
import { lintConfigOf } from './lintConfigOf';
import { codesFlag, failOnFlag, lintFormat, maxFindings, maxNoiseFlag, type LintFlags, type LintFormat } from './lintFlags';
import { lintInputs, type LintInput } from './lintInputs';
import { LintOutput } from './lintOutput';

/** `preflens lint FILE…`: findings, verdicts and what is known of each file as a whole. Resolves to the exit status. */
export async function lint(words: readonly string[], flags: LintFlags, signal: AbortSignal): Promise<number> {
  const format = lintFormat(flags);
  checkFlags(flags);
  const { inputs, isList } = await lintInputs(words, flags.split);
  const reporter = openReporter(format, flags, isList);
  const progress = new ProgressLine(process.stderr);
  try {
    return await withScorers(flags, (models) =>
      LintOutput.during(flags.out, async (output) => {
        const run = new LintRun({ ...models, flags, reporter, output, progress, signal });
        for (const input of inputs) if (!(await run.add(input))) break;
        return run.finish();
      }),
    );
  } finally {
    progress.clear();
  }
}

/** Before anything is opened: a typing mistake should not show after minutes. */
function checkFlags(flags: LintFlags): void {
  readingFlags(flags);
  failOnFlag(flags);
  maxNoiseFlag(flags);
  codesFlag(flags);
  lintChoices(flags, defaultLintConfig, installation.root);
}

function openReporter(format: LintFormat, flags: LintFlags, isList: boolean): LintReporter {
  const maximal = maxFindings(flags, format);
  if (format === 'json') return new LintJson(isList, maximal);
  return format === 'text' ? new LintText(maximal) : new LintSarif({ maximal, version, folder: process.cwd() });
}

interface LintRunParts extends Scorers {
  readonly flags: LintFlags;
  readonly reporter: LintReporter;
  readonly output: LintOutput;
  readonly progress: ProgressLine;
  readonly signal: AbortSignal;
}

/** Lints one file after the other; one that cannot be read does not keep the others from it. */
class LintRun {
  private readonly passedOver: PassedOver[] = [];
  private hasFailed = false;

  constructor(private readonly parts: LintRunParts) {}

  /** False when nobody reads the report any more. */
  async add(input: LintInput): Promise<boolean> {
    const { flags, signal } = this.parts;
    if (signal.aborted) throw new CancelledError('Linting was stopped.');
    const found = await lintConfigOf(input.path, flags.config);
    if (found.config.isIgnored) return this.passOver(input, 'ignored', `the configuration ignores it (${found.files.join(', ')}).`);
    try {
      return await this.lint(input, found, flags);
    } catch (error) {
      if (!UnreadableFileError.is(error)) throw error;
      return this.passOver(input, 'unreadable', error.message);
    }
  }

  async finish(): Promise<number> {
    const { reporter, output, progress } = this.parts;
    progress.clear();
    for (const text of reporter.finish(this.passedOver)) await output.write(text);
    await output.close();
    const isUnreadable = this.passedOver.some(({ reason }) => reason === 'unreadable');
    return isUnreadable ? exitStatus.unreadableInput : this.hasFailed ? exitStatus.findings : exitStatus.done;
  }

  private async lint(input: LintInput, found: FoundLintConfig, flags: LintFlags): Promise<boolean> {
    const { signal } = this.parts;
    const choices = lintChoices(flags, found.config, installation.root);
    const source = await openDataset(input.path, flags, signal);
    try {
      const reader = await openDatasetReader(source, readingFlags(flags), signal);
      if (!input.isNamed && reader.detection.schema === null) return this.passOver(input, 'no preference data', 'no schema of preference data was recognised in it.');
      const { report, models } = await judgeDataset({ ...this.parts, file: input.path, source, reader, choices });
      const failures = lintFailures(report, choices);
      const configuration = found.files.map(shownPath);
      return await this.report({ file: shownPath(input.path), source, reader, report, models, beta: choices.beta, configuration, failures });
    } finally {
      await source.close();
    }
  }

  private async report(linted: LintedFile): Promise<boolean> {
    const { reporter, output, progress, signal } = this.parts;
    progress.clear();
    if (linted.failures.length > 0) this.hasFailed = true;
    for await (const text of reporter.add(linted, signal)) if (!(await output.write(text))) return false;
    return output.flush();
  }

  private passOver({ path: file, isNamed }: LintInput, reason: PassedOver['reason'], message: string): boolean {
    this.passedOver.push({ file: shownPath(file), reason, message });
    if (isNamed || reason === 'unreadable') process.stderr.write(`preflens: ${reason === 'unreadable' ? message : `${file} was passed over: ${message}`}\n`);
    return true;
  }
}

/** From the working folder where it lies below it, with slashes on every system. */
function shownPath(file: string): string {
  const relative = path.relative(process.cwd(), path.resolve(file));
  const isBelow = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  return isBelow ? relative.split(path.sep).join('/') : path.normalize(file);
}
