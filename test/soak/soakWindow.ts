import { createHash } from 'node:crypto';
import path from 'node:path';
import type * as vscode from 'vscode';

import { FileChangedError, ModelsReplacedError } from '../../src/core/errors';
import { defaultScoringSettings } from '../../src/core/scoring/settings';
import type { ModelService } from '../../src/editor/models/modelService';
import { runScoring } from '../../src/editor/scoring/scoringRun';
import { DatasetSession } from '../../src/editor/session/datasetSession';
import { LineTracker } from '../../src/editor/session/lineTracker';
import { RememberedIdentityScorer } from '../../src/engine/rememberedIdentityScorer';
import { WorkerScorer } from '../../src/engine/workerScorer';
import { openRowSource } from '../../src/io/openRowSource';
import { FileScoreStore } from '../../src/io/scoreStore/fileScoreStore';
import { storeFolder } from '../../src/io/scoreStore/storeFolder';

/** What one scoring of the file in a window came to. */
export interface WindowRun {
  /** Null where a run ended without its last row; `problem` says why. */
  readonly digest: string | null;
  readonly policyHash: string | null;
  /** Rows that were answered more than once. */
  readonly doubled: number;
  /** Rows that killed the process twice, as far as the engine can tell. */
  readonly givenUp: number;
  readonly problem: string | null;
  readonly warnings: number;
}

/** A window of the editor without its surface: the same scoring, session, store and inference process. Scores when told 'run'. */
const [policy = '', reference = '', file = ''] = process.argv.slice(2);
let warnings = 0;
const log = { info: () => undefined, warn: () => void warnings++, error: () => undefined };
const options = { workerFile: path.join(__dirname, 'worker.js'), policy, reference, convention: 'trl', maxLength: 1024, threads: 2, background: true, log } as const;
const store = new FileScoreStore({ folder: storeFolder(), maximalBytes: 1e8, log });
const scorer = new RememberedIdentityScorer(new WorkerScorer({ ...options, busyMilliseconds: 100 }), options, store.blobs('models'));
const session = new DatasetSession({ fsPath: file } as vscode.Uri);

async function scoreOnce(): Promise<WindowRun> {
  warnings = 0;
  let problem: string | null = null;
  const answered = new Map<number, number>();
  session.record = countingRecord(answered);
  for (let attempt = 0; attempt < 5; attempt++) {
    answered.clear();
    problem = await attemptRun();
    if (problem === null || !passing.has(problem.split(':')[0] ?? '')) break;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  const rows = [...(session.current ?? [])];
  const complete = problem === null && session.current?.isComplete === true;
  const digest = complete ? createHash('sha256').update(JSON.stringify(rows)).digest('hex') : null;
  const policyHash = complete ? (await scorer.identify().catch(() => null))?.policyHash ?? null : null;
  const doubled = [...answered.values()].filter((count) => count > 1).length;
  const givenUp = rows.filter((row) => row.kind === 'unscored' && row.code === 'worker-crashed').length;
  return { digest, policyHash, doubled, givenUp, problem, warnings };
}

const passing = new Set([new ModelsReplacedError().name, new FileChangedError().name]);

function countingRecord(answered: Map<number, number>): DatasetSession['record'] {
  return (figures) => {
    for (const { row } of figures) answered.set(row, (answered.get(row) ?? 0) + 1);
    DatasetSession.prototype.record.call(session, figures);
  };
}

async function attemptRun(): Promise<string | null> {
  const source = await openRowSource(file);
  const models = { identify: (signal: AbortSignal) => scorer.identify(signal), scorer, store } as unknown as ModelService;
  const context = { session, source, reading: {}, models, settings: defaultScoringSettings, knownOnly: false, trackerFor: (lines: number) => new LineTracker(lines), rowsInView: () => [] };
  try {
    await runScoring(context, new AbortController().signal);
    return null;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

process.on('message', (message) => {
  if (message === 'run') void scoreOnce().then((run) => process.send?.(run));
  if (message === 'close') void scorer.dispose().then(() => store.dispose()).then(() => process.exit(0));
});
process.on('disconnect', () => process.exit(0));
