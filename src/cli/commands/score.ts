import { locateRows } from '../../app/locateRows';
import { scoreRows, type RowResult } from '../../app/scoreRows';
import { ScoreSummarizer } from '../../app/scoreSummary';
import { openDatasetReader } from '../../core/dataset/openDatasetReader';
import { RecentPlaces } from '../../core/dataset/rowPlaces';
import { CancelledError } from '../../core/errors';
import { defaultScoringSettings } from '../../core/scoring/settings';
import { resolveModels } from '../../engine/embeddedModels';
import { WorkerScorer } from '../../engine/workerScorer';
import { exitStatus } from '../exitStatus';
import { installation } from '../installation';
import { ProgressLine } from '../progressLine';
import { stderrLog } from '../stderrLog';
import { openDataset } from './openDataset';
import { conventionFlag, numberFlag, rowRange, scoreFormat, wholeNumberFlag, type ScoreFlags } from './scoreOptions';
import { readingFlags } from './readingFlags';
import { openScoreOutput } from './scoreOutput';

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
  const scorer = scorerFor(flags);
  try {
    const source = await openDataset(file, flags, signal);
    const output = await openScoreOutput(format, { file, out: flags.out, worst });
    const summarizer = new ScoreSummarizer();
    const progress = new ProgressLine(process.stderr);
    try {
      const reader = await openDatasetReader(source, reading, signal);
      const passed = new RecentPlaces();
      const options = { settings, reader, places: passed.at, tokens: flags.tokens === true, signal };
      const results = scoreRows(source, locateRows(source, range, signal, passed), scorer, options);
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
  }
}

function scorerFor(flags: ScoreFlags): WorkerScorer {
  return new WorkerScorer({
    workerFile: installation.workerFile,
    ...resolveModels(installation.root, flags),
    convention: conventionFlag(flags.convention),
    maxLength: wholeNumberFlag('max-length', flags.maxLength, 1),
    threads: wholeNumberFlag('threads', flags.threads, 0),
    background: false,
    log: stderrLog,
  });
}

function count(result: RowResult, summarizer: ScoreSummarizer, progress: ProgressLine): void {
  summarizer.add(result);
  progress.show(`${summarizer.summary().rows} rows`);
}
