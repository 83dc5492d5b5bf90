import { scoreRows, type RowResult, type ScoreRowsOptions } from '../../app/scoreRows';
import { openDatasetReader } from '../../core/dataset/openDatasetReader';
import type { DatasetReader } from '../../core/dataset/datasetReader';
import { CancelledError, FileChangedError } from '../../core/errors';
import type { ReadingOptions } from '../../core/dataset/readingOptions';
import type { ModelSetIdentity, RowSource, RowLocation } from '../../core/ports';
import type { ScoringSettings } from '../../core/scoring/settings';
import { toRowFigures, type RowFigures } from '../figures/rowFigures';
import { KnownOnlyScorer, notAskedMessage } from '../../app/knownOnlyScorer';
import type { ModelService } from '../models/modelService';
import type { DatasetSession } from '../session/datasetSession';
import { readFileStamp, sameFileStamp } from '../session/fileStamp';
import type { LineTracker } from '../session/lineTracker';
import { ResultSet } from '../session/resultSet';
import { RowIndex } from '../../core/dataset/rowIndex';
import { RowQueue, type RowSpan } from '../session/rowQueue';
import { FigureSnapshot } from './figureSnapshot';
import { TimeSlices } from './timeSlices';

/** Rows asked for at once: what comes into view waits for one batch at most. */
const batchRows = 64;
/** Results reach the editor in bundles, since each bundle repaints. */
const flushMilliseconds = 120;

export interface ScoringRunContext {
  readonly session: DatasetSession;
  readonly source: RowSource;
  readonly models: ModelService;
  readonly settings: ScoringSettings;
  readonly reading: ReadingOptions;
  /** Give again what is known, and ask no model: the file was left half scored on purpose. */
  readonly knownOnly: boolean;
  readonly trackerFor: (lineCount: number) => LineTracker;
  /** Rows that somebody looks at, asked again before every batch. */
  readonly rowsInView: (results: ResultSet) => readonly RowSpan[];
}

/**
 * Scores one version of a file from its bytes on disk, rows in view first. Rejects with ModelRefusedError,
 * ModelsReplacedError, UnreadableFileError, FileChangedError or CancelledError; what was scored until then stays in the session.
 */
export async function runScoring(context: ScoringRunContext, signal: AbortSignal): Promise<void> {
  const { session, models } = context;
  session.setActivity({ kind: 'locating' });
  const results = await locateResults(context, signal);
  session.setActivity({ kind: 'loading-models' });
  const expected = await models.identify(signal);
  const reader = await openDatasetReader(context.source, context.reading, signal);
  const recorder = new Recorder(session, refusedBefore(session.current, results));
  session.begin(results);
  session.setActivity({ kind: 'scoring', startedAt: Date.now() });
  try {
    await scoreOrRecall(context, results, recorder, { signal, expected, reader });
  } finally {
    // Also when stopped: what is scored is kept.
    recorder.flush();
  }
}

interface RunOptions {
  readonly signal: AbortSignal;
  readonly expected: ModelSetIdentity;
  readonly reader: DatasetReader;
}

/** A file that was scored as a whole before shows as a whole; any other is scored row by row and then kept. */
async function scoreOrRecall(context: ScoringRunContext, results: ResultSet, recorder: Recorder, run: RunOptions): Promise<void> {
  const { source, settings, models, session } = context;
  const about = { identity: run.expected, settings };
  const snapshot = await FigureSnapshot.of(source, results.index.rowCount, about, models.store.blobs('figures'), run.signal);
  if (snapshot && (await snapshot.read((rows) => session.record(rows)))) return verifyUnchanged(session, results);
  await scoreAll(context, results, recorder, run);
  recorder.flush();
  if (snapshot && results.isComplete) await snapshot.write(results).catch((error: unknown) => models.store.cannotWrite(error));
}

/** The file may have been written between the finding of its rows and the reading of its bytes. */
async function verifyUnchanged({ uri }: DatasetSession, { stamp }: ResultSet): Promise<void> {
  if (!sameFileStamp(stamp, await readFileStamp(uri.fsPath))) throw new FileChangedError(`${uri.fsPath} changed on disk while it was being read; read it again.`);
}

async function scoreAll(context: ScoringRunContext, results: ResultSet, recorder: Recorder, run: RunOptions): Promise<void> {
  const { source, models, settings, knownOnly } = context;
  const scorer = knownOnly ? new KnownOnlyScorer(models.scorer) : models.scorer;
  const places = (row: number) => results.index.location(row);
  const queue = new RowQueue(results.index.rowCount);
  for (;;) {
    const rows = queue.take(batchRows, context.rowsInView(results));
    if (rows.length === 0) return;
    const locations = locationsOf(results.index, rows);
      const options: ScoreRowsOptions = { settings, places, tokens: false, store: models.store, ...run };
    for await (const result of scoreRows(source, locations, scorer, options)) await recorder.add(result);
  }
}

async function locateResults({ session, source, trackerFor }: ScoringRunContext, signal: AbortSignal): Promise<ResultSet> {
  const stamp = await readFileStamp(session.uri.fsPath);
  session.stamp = stamp;
  const index = new RowIndex();
  for await (const chunk of source.locate(signal)) index.add(chunk);
  if (signal.aborted) throw new CancelledError('Scoring was stopped.');
  return new ResultSet(index, stamp, trackerFor(index.lineOf(index.rowCount - 1)), source.container.format !== 'jsonl');
}

/** Rows of the same version that the models could do nothing with: where they are not asked, they would say the same again. */
function refusedBefore(before: ResultSet | null, now: ResultSet): (row: number) => RowFigures | undefined {
  if (!before || !sameFileStamp(before.stamp, now.stamp)) return () => undefined;
  return (row) => {
    const figures = before.at(row);
    return figures?.kind === 'unscored' ? figures : undefined;
  };
}

/** Brings results to the session in bundles and gives the thread back in between. */
class Recorder {
  private readonly slices = new TimeSlices();
  private bundle: RowFigures[] = [];
  /** Results of a row that has more of them coming. */
  private row: RowResult[] = [];
  private flushedAt = Date.now();

  constructor(
    private readonly session: DatasetSession,
    private readonly refused: (row: number) => RowFigures | undefined,
  ) {}

  async add(result: RowResult): Promise<void> {
    this.row.push(result);
    if (this.row.length === result.results) this.finishRow();
    if (Date.now() - this.flushedAt >= flushMilliseconds) this.flush();
    await this.slices.yieldIfSpent();
  }

  private finishRow(): void {
    const [first, ...others] = this.row;
    this.row = [];
    if (first === undefined) return;
    const isAnswer = [first, ...others].every((result) => result.kind === 'scored' || result.reason !== notAskedMessage);
    const figures = isAnswer ? toRowFigures([first, ...others]) : this.refused(first.row);
    if (figures) this.bundle.push(figures);
  }

  flush(): void {
    this.session.record(this.bundle);
    this.bundle = [];
    this.flushedAt = Date.now();
  }
}

function locationsOf(index: RowIndex, rows: readonly number[]): RowLocation[] {
  return rows.flatMap((row) => index.location(row) ?? []);
}
