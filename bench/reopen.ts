import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type * as vscode from 'vscode';

import type { EvaluationOutcome, EvaluationRequest, ModelSetIdentity, Scorer } from '../src/core/ports';
import type { PairEvaluation, ResponseEvaluation } from '../src/core/scoring/pairEvaluation';
import { defaultScoringSettings } from '../src/core/scoring/settings';
import type { ModelService } from '../src/editor/models/modelService';
import { runScoring } from '../src/editor/scoring/scoringRun';
import { DatasetSession } from '../src/editor/session/datasetSession';
import { LineTracker } from '../src/editor/session/lineTracker';
import { embeddedModels } from '../src/engine/embeddedModels';
import { RememberedIdentityScorer } from '../src/engine/rememberedIdentityScorer';
import { WorkerScorer } from '../src/engine/workerScorer';
import { openRowSource } from '../src/io/openRowSource';
import { FileScoreStore } from '../src/io/scoreStore/fileScoreStore';

/**
 * How long a file that was scored before takes to show its figures again: the editor's own code from the call that scores a
 * file to the last figure in its session, with the real store; VS Code itself, its decorations and panels are left out.
 * Steps: prepare (scores are made up and stored), reopen, edit (one row is another), pairs (no snapshot, each pair from the store).
 */
const [root = '.', count = '100000', step = 'reopen'] = process.argv.slice(2);
const rowCount = Number(count);
const folder = path.join(root, '.cache', 'bench', `reopen-${count}`);
const file = path.join(folder, 'pairs.jsonl');
const log = { info: () => undefined, warn: (message: string) => process.stderr.write(`${message}\n`), error: (message: string) => process.stderr.write(`${message}\n`) };

/** Takes its identity from the real models, and its figures from nowhere unless they are asked for really. */
class BenchScorer implements Scorer {
  asked = 0;

  constructor(
    private readonly real: Scorer,
    private readonly invented: boolean,
  ) {}

  identify(signal?: AbortSignal): Promise<ModelSetIdentity> {
    return this.real.identify(signal);
  }

  async *evaluate(requests: AsyncIterable<EvaluationRequest> | Iterable<EvaluationRequest>): AsyncGenerator<EvaluationOutcome> {
    if (!this.invented) return yield* this.real.evaluate(this.counted(requests));
    for await (const { key } of requests) yield { key, evaluation: evaluationOf(this.asked++) };
  }

  dispose(): Promise<void> {
    return this.real.dispose();
  }

  private async *counted(requests: AsyncIterable<EvaluationRequest> | Iterable<EvaluationRequest>): AsyncGenerator<EvaluationRequest> {
    for await (const request of requests) {
      this.asked++;
      yield request;
    }
  }
}

function evaluationOf(index: number): PairEvaluation {
  const states = { chosenChosen: 310 + index / 7, chosenRejected: 300 - index / 3, rejectedRejected: 290, chosenStateCount: 60, rejectedStateCount: 65, lastChosenRejected: 4.5 };
  return { promptTokenCount: 40 + (index % 60), chosen: responseOf(index), rejected: responseOf(index * 7 + 3), states, displacement: null, normalizedEditDistance: (index % 100) / 100 };
}

function responseOf(index: number): ResponseEvaluation {
  const logProbability = -120 - Math.sin(index) * 40;
  const reference = -118 - Math.cos(index) * 40;
  return {
    tokenCount: 60 + (index % 9),
    scoredTokenCount: 60 + (index % 9),
    truncated: false,
    logProbability,
    referenceLogProbability: reference,
    sharedLengthLogProbability: logProbability / 2,
    sharedLengthReferenceLogProbability: reference / 2,
    entropy: 2.5,
    sequentialKl: null,
  };
}

/** About 1 kB a row, as HH-RLHF has it; no two alike. */
function writePairs(): void {
  mkdirSync(folder, { recursive: true });
  if (existsSync(file)) rmSync(file);
  const words = 'how could one best explain why the trainer would rather see this answer than the other when both are true'.split(' ');
  const text = (row: number, part: number, length: number) => Array.from({ length }, (_, index) => words[(row * 31 + part * 17 + index * (1 + (row % 7))) % words.length] ?? '').join(' ');
  for (let start = 0; start < rowCount; start += 5000) {
    const rows = Array.from({ length: Math.min(5000, rowCount - start) }, (_, index) => {
      const row = start + index;
      return JSON.stringify({ prompt: `${String(row)}: ${text(row, 0, 60)}?`, chosen: text(row, 1, 70), rejected: text(row, 2, 70) });
    });
    writeFileSync(file, `${rows.join('\n')}\n`, { flag: 'a' });
  }
}

async function scoreFile(): Promise<void> {
  const store = new FileScoreStore({ folder: path.join(folder, 'store'), maximalBytes: 1e9, log });
  const options = { workerFile: path.join(root, '.cache', 'bench', 'worker.js'), ...embeddedModels(root), convention: 'trl', maxLength: 1024, threads: 0, background: true, log } as const;
  const scorer = new BenchScorer(new RememberedIdentityScorer(new WorkerScorer(options), options, store.blobs('models')), step === 'prepare');
  const session = new DatasetSession({ fsPath: file } as vscode.Uri);
  const source = await openRowSource(file);
  const models = { identify: (signal: AbortSignal) => scorer.identify(signal), scorer, store } as unknown as ModelService;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const begun = performance.now();
  let first: number | undefined;
  session.onDidChange(() => {
    if ((session.current?.summary.done ?? 0) > 0) first ??= performance.now() - begun;
  });
  const context = { session, source, reading: {}, models, settings: defaultScoringSettings, knownOnly: false, trackerFor: (lines: number) => new LineTracker(lines), rowsInView: () => [] };
  await runScoring(context, new AbortController().signal);
  const took = performance.now() - begun;
  delay.disable();
  await scorer.dispose();
  await store.dispose();
  report(took, first ?? took, scorer.asked, delay.max / 1e6, session.current?.summary.scored ?? 0);
}

function report(took: number, first: number, asked: number, hold: number, scored: number): void {
  if (scored !== rowCount) throw new Error(`${String(scored)} of ${String(rowCount)} rows have figures`);
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(`| ${step} | ${String(scored)} | ${took.toFixed(0)} ms | ${first.toFixed(0)} ms | ${String(asked)} | ${hold.toFixed(1)} ms | ${String(memory)} MB |\n`);
}

if (step === 'prepare') {
  rmSync(folder, { recursive: true, force: true });
  writePairs();
}
if (step === 'edit') writeFileSync(file, readFileSync(file, 'utf8').replace('"77: ', `"${String(Date.now())}: `));
if (step === 'pairs') rmSync(path.join(folder, 'store', 'figures'), { recursive: true, force: true });
void scoreFile();
