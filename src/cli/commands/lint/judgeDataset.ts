import { setImmediate } from 'node:timers/promises';

import { lintDataset } from '../../../app/lintDataset';
import type { DatasetReader } from '../../../core/dataset/datasetReader';
import { ContentHashes } from '../../../core/edits/changeList/contentHashes';
import { SilencedFindings } from '../../../core/edits/changeList/silencedFindings';
import type { LintReport } from '../../../core/noise/lintReport';
import { InProcessProbeTrainer } from '../../../core/noise/probe/inProcessProbeTrainer';
import { ReviewedPairs } from '../../../core/noise/review/reviewedPairs';
import type { ModelSetIdentity, RowSource, Scorer } from '../../../core/ports';
import { defaultScoringSettings } from '../../../core/scoring/settings';
import { ChangeListFile } from '../../../io/changes/changeListFile';
import { contentHash } from '../../../io/contentHash';
import { ReviewFile } from '../../../io/review/reviewFile';
import { rowHash } from '../../../io/rowHash';
import type { ProgressLine } from '../../progressLine';
import type { Scorers } from '../withScorers';
import type { LintChoices } from './lintChoices';

export interface JudgingRun extends Scorers {
  readonly file: string;
  readonly source: RowSource;
  readonly reader: DatasetReader;
  readonly choices: LintChoices;
  readonly progress: ProgressLine;
  readonly signal: AbortSignal;
}

export interface JudgedDataset {
  readonly report: LintReport;
  /** The models that were asked. */
  readonly models: readonly ModelSetIdentity[];
}

/** Everything that linting says of a dataset, as it was chosen; findings that its change list silences are counted as such. */
export async function judgeDataset({ file, source, reader, choices, scorers: pool, store, progress, signal }: JudgingRun): Promise<JudgedDataset> {
  const { list } = await new ChangeListFile(file).read();
  const scorers = choices.modelSets.map((models) => pool.get({ ...models, ...choices }));
  const report = await lintDataset(source, reader, {
    hash: contentHash,
    config: choices.findings,
    silences: new ContentHashes(new SilencedFindings(list.silences), rowHash),
    reviews: new ReviewedPairs((await new ReviewFile(file).read()).log, rowHash),
    scorers,
    settings: { ...defaultScoringSettings, beta: choices.beta },
    store,
    ...(choices.probe ? { probe: { trainer: new InProcessProbeTrainer(setImmediate) } } : {}),
    signal,
    turn: setImmediate,
    onProgress: ({ phase, rows, totalRows }) => { progress.show(`${file}: ${phase}, ${String(rows)}${totalRows === null ? '' : ` of ${String(totalRows)}`} rows`); },
  });
  return { report, models: await identities(scorers) };
}

async function identities(scorers: readonly Scorer[]): Promise<readonly ModelSetIdentity[]> {
  const found: ModelSetIdentity[] = [];
  for (const scorer of scorers) found.push(await scorer.identify());
  return found;
}
