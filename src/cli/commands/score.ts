import path from 'node:path';

import { locateRows } from '../../app/locateRows';
import { scoreRows, type RowResult } from '../../app/scoreRows';
import { ScoreSummarizer } from '../../app/scoreSummary';
import { openDatasetReader } from '../../core/dataset/openDatasetReader';
import { RecentPlaces } from '../../core/dataset/rowPlaces';
import { CancelledError } from '../../core/errors';
import type { Scorer } from '../../core/ports';
import { defaultScoringSettings } from '../../core/scoring/settings';
import { resolveModels } from '../../engine/embeddedModels';
import { RememberedIdentityScorer } from '../../engine/rememberedIdentityScorer';
import { WorkerScorer } from '../../engine/workerScorer';
import type { FileScoreStore } from '../../io/scoreStore/fileScoreStore';
import { userCacheFolder } from '../../io/userCacheFolder';
import { exitStatus } from '../exitStatus';
import { installation } from '../installation';
import { ProgressLine } from '../progressLine';
import { stderrLog } from '../stderrLog';
import { openStore } from '../openStore';
import { openDataset } from './openDataset';
import { readingFlags } from './readingFlags';
import { checkTrlColumns, columnsFlag, conventionFlag, numberFlag, rowRange, scoreFormat, wholeNumberFlag, type ScoreFlags } from './scoreOptions';
import { openScoreOutput, openTrlColumnsOutput } from './scoreOutput';

/** `preflens score FILE`: figures of every pair. Resolves to the exit status. */
export async function score(file: string, flags: ScoreFlags, signal: AbortSignal): Promise<number> {
  const settings = {
    ...defaultScoringSettings,
    beta: numberFlag('beta', flags.beta, (value) => value > 0, 'a number above 0'),
    labelSmoothing: numberFlag('label-smoothing', flags.labelSmoothing, (value) => value >= 0 && value < 0.5, 'a number from 0 up to, not including, 0.5'),
  };
  const reading = readingFlags(flags);
  const range = rowRange(flags.rows);
  const format = scoreFormat(flags, process.stdout.isTTY);
  const worst = wholeNumberFlag('worst', flags.worst, 1);
  const store = openStore(flags.store);
  const scorer = scorerFor(flags, store);
  try {
    const source = await openDataset(file, flags, signal);
    const columns = flags.trlColumns === true ? await openTrlColumnsOutput(source, flags.out) : null;
    const output = columns ?? (await openScoreOutput(format, { file, out: flags.out, worst }));
    const summarizer = new ScoreSummarizer();
    const progress = new ProgressLine(process.stderr);
    try {
      const reader = await openDatasetReader(source, reading, signal);
      const passed = new RecentPlaces();
      const options = { settings, reader, places: passed.at, tokens: flags.tokens === true, store, columns: columnsFlag(flags), signal };
      const locations = locateRows(source, range, signal, passed);
      const results = scoreRows(source, columns?.noting(locations) ?? locations, scorer, options);
      for await (const result of results) {
        count(result, summarizer, progress);
        if (!(await output.add(result))) break;
      }
      progress.clear();
      await output.finish(summarizer.summary(), await scorer.identify());
      return exitStatus.done;
    } catch (error) {
      progress.clear();
      const kept = await output.interrupt();
      if (!CancelledError.is(error)) throw error;
      process.stderr.write(`preflens: interrupted after ${summarizer.summary().rows} rows${kept === null ? '' : `; what was scored is in ${kept}`}\n`);
      return exitStatus.interrupted;
    }
  } finally {
    await scorer.dispose();
    await store.dispose();
  }
}

function scorerFor(flags: ScoreFlags, store: FileScoreStore): Scorer {
  const models = resolveModels(installation.root, columnsFlag(flags) ? { ...flags, reference: 'none' } : flags);
  checkTrlColumns(flags, models.reference !== null);
  const options = {
    workerFile: installation.workerFile,
    ...models,
    convention: conventionFlag(flags.convention),
    maxLength: wholeNumberFlag('max-length', flags.maxLength, 1),
    threads: wholeNumberFlag('threads', flags.threads, 0),
    memoryMegabytes: wholeNumberFlag('memory', flags.memory, 0),
    ...(flags.allFigures === true && { allFigures: true }),
    cacheFolder: path.join(userCacheFolder(), 'models'),
    background: false,
    log: stderrLog,
  };
  return new RememberedIdentityScorer(new WorkerScorer(options), options, store.blobs('models'));
}

function count(result: RowResult, summarizer: ScoreSummarizer, progress: ProgressLine): void {
  summarizer.add(result);
  progress.show(`${summarizer.summary().rows} rows`);
}
