import { createHash } from 'node:crypto';
import path from 'node:path';

import { locateRows } from '../src/app/locateRows';
import { scoreRows } from '../src/app/scoreRows';
import { openDatasetReader } from '../src/core/dataset/openDatasetReader';
import type { PreferencePair } from '../src/core/dataset/preferencePair';
import { RecentPlaces } from '../src/core/dataset/rowPlaces';
import { textFeatureNames } from '../src/core/noise/features/textFeatureTable';
import { TextFeatures } from '../src/core/noise/features/textFeatures';
import { GroupNumbers } from '../src/core/noise/probe/groupNumbers';
import type { ProbeOutcome } from '../src/core/noise/probe/probeOutcome';
import { RowMatrix } from '../src/core/noise/probe/rowMatrix';
import { defaultScoringSettings } from '../src/core/scoring/settings';
import { RandomSource } from '../src/core/statistics/randomSource';
import { embeddedModels } from '../src/engine/embeddedModels';
import { ThreadProbeTrainer } from '../src/engine/training/threadProbeTrainer';
import { WorkerScorer } from '../src/engine/workerScorer';
import { openRowSource } from '../src/io/openRowSource';
import { FileScoreStore } from '../src/io/scoreStore/fileScoreStore';

/** Probes of real files and of made-up pairs; see bench/probe.mjs. */
const [root = '.', first = '', shape = ''] = process.argv.slice(2);
const folder = path.join(root, '.cache', 'bench', 'probe');
const log = { info: () => undefined, warn: (message: string) => process.stderr.write(`${message}\n`), error: (message: string) => process.stderr.write(`${message}\n`) };
const hash = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22);
const seconds = (begun: number) => `${((performance.now() - begun) / 1000).toFixed(1)} s`;

interface MeasuredPair {
  readonly pair: PreferencePair;
  readonly states: Float32Array;
}

/** Pairs of a file with their pooled states, from the store where they are known; pairs without states are left out. */
async function measuredPairs(file: string): Promise<MeasuredPair[]> {
  const source = await openRowSource(file, { parquetWorkerFile: path.join(folder, 'parquetWorker.js'), cacheFolder: path.join(folder, 'rows') });
  const store = new FileScoreStore({ folder: path.join(folder, 'store'), maximalBytes: 1e9, log });
  const scorer = new WorkerScorer({ workerFile: path.join(folder, 'worker.js'), policy: embeddedModels(root).policy, reference: null, convention: 'trl', maxLength: 1024, threads: 0, background: true, allFigures: false, log });
  const places = new RecentPlaces();
  const options = { settings: defaultScoringSettings, reader: await openDatasetReader(source), places: places.at, tokens: false, pooled: true, store };
  const measured: MeasuredPair[] = [];
  for await (const result of scoreRows(source, locateRows(source, undefined, undefined, places), scorer, options)) {
    if (result.kind === 'scored' && result.stateDifference) measured.push({ pair: result.pair, states: result.stateDifference });
  }
  await scorer.dispose();
  await store.dispose();
  await source.close();
  return measured;
}

async function probeFile(file: string): Promise<void> {
  const beforeStates = performance.now();
  const measured = await measuredPairs(file);
  const statesTook = seconds(beforeStates);
  const text = measured.map(({ pair }) => features.difference(pair.texts));
  const groups = new GroupNumbers(hash);
  for (const { pair } of measured) groups.add(pair.texts);
  const rows: Record<string, { took: string; rows: readonly ArrayLike<number>[] }> = {
    text: { took: featureSpeed(measured), rows: text },
    states: { took: statesTook, rows: measured.map(({ states }) => states) },
    'text and states': { took: '', rows: measured.map(({ states }, index) => [...(text[index] ?? []), ...states]) },
  };
  for (const [name, { took, rows: values }] of Object.entries(rows)) {
    const begun = performance.now();
    const outcome = await train(values, groups.all());
    console.log(tableRow(file, measured.length, new Set(groups.all()).size, name, outcome, took, seconds(begun)));
  }
}

const features = new TextFeatures();

/** Over at least a second: a small file is over before the code is warm. */
function featureSpeed(measured: readonly MeasuredPair[]): string {
  const begun = performance.now();
  let counted = 0;
  while (performance.now() - begun < 1000) {
    for (const { pair } of measured) features.difference(pair.texts);
    counted += Math.max(measured.length, 1);
  }
  return `${String(Math.round((counted / (performance.now() - begun)) * 1000))} pairs/s`;
}

function train(rows: readonly ArrayLike<number>[], groups: Uint32Array): Promise<ProbeOutcome> {
  const matrix = new RowMatrix(rows[0]?.length ?? 1);
  for (const row of rows) matrix.add(row);
  return new ThreadProbeTrainer(path.join(folder, 'probeTrainer.js')).train({ differences: matrix.all(), features: matrix.columns, groups }, { seed: 1 });
}

function tableRow(file: string, pairs: number, prompts: number, features: string, outcome: ProbeOutcome, counted: string, took: string): string {
  const name = path.join(path.basename(path.dirname(file)), path.basename(file));
  const cells = outcome.kind === 'untrainable' ? [outcome.reason, '', '', ''] : figuresOf(outcome, pairs);
  return `| ${[name, pairs, prompts, features, ...cells, counted, took].join(' | ')} |`;
}

function figuresOf({ accuracy, logLoss, calibrationError, issues }: Extract<ProbeOutcome, { kind: 'trained' }>, pairs: number): string[] {
  const share = (value: number) => value.toFixed(3);
  return [`${share(accuracy.estimate)} (${share(accuracy.low)} – ${share(accuracy.high)})`, share(logLoss), share(calibrationError), `${((100 * issues.length) / pairs).toFixed(1)} %`];
}

/** Made-up pairs whose labels a probe gets right two times in three. */
async function probeShape(): Promise<void> {
  const [pairs = 1000, features = textFeatureNames.length] = shape.split('x').map(Number);
  const random = new RandomSource(1);
  const matrix = new RowMatrix(features);
  const coefficients = Float64Array.from({ length: features }, () => ((random.unit() - 0.5) * 3) / Math.sqrt(features));
  for (let pair = 0; pair < pairs; pair++) {
    const row = Float32Array.from({ length: features }, () => (random.unit() + random.unit() + random.unit() - 1.5) * 2);
    const logit = row.reduce((sum, value, index) => sum + value * (coefficients[index] ?? 0), 0);
    matrix.add(random.unit() < 1 / (1 + Math.exp(-logit)) ? row : row.map((value) => -value));
  }
  const groups = Uint32Array.from({ length: pairs }, (_, pair) => pair >> 1);
  const coefficientsToo = features === textFeatureNames.length;
  const begun = performance.now();
  const outcome = await new ThreadProbeTrainer(path.join(folder, 'probeTrainer.js')).train(
    { differences: matrix.all(), features, groups },
    { seed: 1, ...(coefficientsToo && { coefficients: true, control: 0 }) },
  );
  const what = outcome.kind === 'trained' ? `${coefficientsToo ? 'with coefficients, ' : ''}trained on ${String(outcome.trainedOn)}` : outcome.reason;
  console.log(`| ${[pairs, features, what, seconds(begun), `${String(Math.round(process.resourceUsage().maxRSS / 1024))} MB`].join(' | ')} |`);
}

void (first === '--scale' ? probeShape() : probeFile(first));
