import path from 'node:path';
import { setImmediate } from 'node:timers/promises';

import { lintDataset } from '../../../app/lintDataset';
import { openDatasetReader } from '../../../core/dataset/openDatasetReader';
import { ContentHashes } from '../../../core/edits/changeList/contentHashes';
import { SilencedFindings } from '../../../core/edits/changeList/silencedFindings';
import { CancelledError, UnreadableFileError } from '../../../core/errors';
import { defaultLintConfig } from '../../../core/noise/config/mergeLintConfigs';
import { InProcessProbeTrainer } from '../../../core/noise/probe/inProcessProbeTrainer';
import { lintFailures } from '../../../core/noise/lintFailures';
import type { ModelSetIdentity, Scorer } from '../../../core/ports';
import { defaultScoringSettings } from '../../../core/scoring/settings';
import { ChangeListFile } from '../../../io/changes/changeListFile';
import { findLintConfig, type FoundLintConfig } from '../../../io/config/findLintConfig';
import { contentHash } from '../../../io/contentHash';
import { rowHash } from '../../../io/rowHash';
import { version } from '../../../../package.json';
import { exitStatus } from '../../exitStatus';
import { installation } from '../../installation';
import { openStore } from '../../openStore';
import { ProgressLine } from '../../progressLine';
import type { LintedFile, LintReporter, PassedOver } from '../../reporters/lint/lintedFile';
import { LintJson } from '../../reporters/lint/lintJson';
import { LintSarif } from '../../reporters/lint/lintSarif';
import { LintText } from '../../reporters/lint/lintText';
import { openDataset } from '../openDataset';
import { readingFlags } from '../readingFlags';
import { wholeNumberFlag } from '../scoreOptions';
import { lintChoices } from './lintChoices';
import { codesFlag, failOnFlag, lintFormat, maxFindings, maxNoiseFlag, type LintFlags, type LintFormat } from './lintFlags';
import { lintInputs, type LintInput } from './lintInputs';
import { LintOutput } from './lintOutput';
import { ScorerPool } from './scorerPool';

/** `preflens lint FILE…`: findings, verdicts and what is known of each file as a whole. Resolves to the exit status. */
export async function lint(words: readonly string[], flags: LintFlags, signal: AbortSignal): Promise<number> {
  const format = lintFormat(flags);
  checkFlags(flags);
  const { inputs, isList } = await lintInputs(words, flags.split);
  const store = openStore(flags.store);
  const scorers = new ScorerPool({ workerFile: installation.workerFile, threads: wholeNumberFlag('threads', flags.threads, 0), memoryMegabytes: wholeNumberFlag('memory', flags.memory, 0), store });
  const output = await LintOutput.open(flags.out);
  const reporter = openReporter(format, flags, isList);
  const progress = new ProgressLine(process.stderr);
  try {
    const run = new LintRun({ flags, scorers, store, reporter, output, progress, signal });
    for (const input of inputs) if (!(await run.add(input))) break;
    return await run.finish();
  } catch (error) {
    await output.discard();
    throw error;
  } finally {
    progress.clear();
    await scorers.dispose();
    await store.dispose();
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

interface LintRunParts {
  readonly flags: LintFlags;
  readonly scorers: ScorerPool;
  readonly store: ReturnType<typeof openStore>;
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
    const found = await this.configuration(input);
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
    const { signal, progress } = this.parts;
    const choices = lintChoices(flags, found.config, installation.root);
    const source = await openDataset(input.path, flags, signal);
    try {
      const reader = await openDatasetReader(source, readingFlags(flags), signal);
      if (!input.isNamed && reader.detection.schema === null) return this.passOver(input, 'no preference data', 'no schema of preference data was recognised in it.');
      const { list } = await new ChangeListFile(input.path).read();
      const scorers = choices.modelSets.map((models) => this.parts.scorers.get({ ...models, ...choices }));
      const report = await lintDataset(source, reader, {
        hash: contentHash,
        config: choices.findings,
        silences: new ContentHashes(new SilencedFindings(list.silences), rowHash),
        scorers,
        settings: { ...defaultScoringSettings, beta: choices.beta },
        store: this.parts.store,
        ...(choices.probe ? { probe: { trainer: new InProcessProbeTrainer(setImmediate) } } : {}),
        signal,
        turn: setImmediate,
        onProgress: ({ phase, rows, totalRows }) => { progress.show(`${input.path}: ${phase}, ${String(rows)}${totalRows === null ? '' : ` of ${String(totalRows)}`} rows`); },
      });
      const failures = lintFailures(report, choices);
      const configuration = found.files.map(shownPath);
      return await this.report({ file: shownPath(input.path), source, reader, report, models: await identities(scorers), beta: choices.beta, configuration, failures });
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

  private async configuration({ path: dataset }: LintInput): Promise<FoundLintConfig> {
    const { config } = this.parts.flags;
    if (config === false) return { config: defaultLintConfig, files: [] };
    return findLintConfig(dataset, config === undefined ? {} : { file: config });
  }

  private passOver({ path: file, isNamed }: LintInput, reason: PassedOver['reason'], message: string): boolean {
    this.passedOver.push({ file: shownPath(file), reason, message });
    if (isNamed || reason === 'unreadable') process.stderr.write(`preflens: ${reason === 'unreadable' ? message : `${file} was passed over: ${message}`}\n`);
    return true;
  }
}

async function identities(scorers: readonly Scorer[]): Promise<readonly ModelSetIdentity[]> {
  const found: ModelSetIdentity[] = [];
  for (const scorer of scorers) found.push(await scorer.identify());
  return found;
}

/** From the working folder where it lies below it, with slashes on every system. */
function shownPath(file: string): string {
  const relative = path.relative(process.cwd(), path.resolve(file));
  const isBelow = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  return isBelow ? relative.split(path.sep).join('/') : path.normalize(file);
}
