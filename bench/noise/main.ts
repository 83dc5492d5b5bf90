import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { inTurns } from '../../src/app/lint/inTurns';
import { judgeEvidence, type Judgement } from '../../src/core/noise/verdict/judgement';
import { embeddedModels } from '../../src/engine/embeddedModels';
import { WorkerScorer } from '../../src/engine/workerScorer';
import { FileScoreStore } from '../../src/io/scoreStore/fileScoreStore';
import { baseFiles } from './basePairs';
import { conditionFigures } from './conditionFigures';
import { contendersOf, type Contender } from './contenders';
import { flippedEvidence, type FlippedEvidence } from './flippedEvidence';
import { flipKinds, flippedRows } from './flips';
import { preparedFile, type PreparedFile, type Scoring } from './preparedFile';
import { rankingFigures } from './rankingFigures';
import { reviewerWords } from './reviewer';
import type { Condition, SeedRun } from './seedRun';
import { benchSteps } from './steps';
import { FileTable, SummaryTables } from './tables';

/** The way of combining evidence was chosen while looking at other seeds and, in part, at other files. */
const usualSeeds = [11, 12, 13];
const log = { info: () => undefined, warn: console.error, error: console.error };

interface Bench extends Scoring {
  readonly root: string;
  readonly seeds: readonly number[];
  readonly shares: readonly number[];
  readonly repeats: number;
  readonly tables: SummaryTables;
}

/**
 * Prints Markdown tables, and leaves in .cache/bench/noise another with all figures of all contenders (table.md) and one JSON line for each condition and seed
 * (results.jsonl). Probes are kept there too: remove the folder `probes` after a change to them. `--steps` measures how long a step of judging holds the thread instead.
 */
export async function benchNoise(root: string, flags: readonly string[]): Promise<void> {
  if (flags.includes('--steps')) {
    benchSteps();
    return;
  }
  const data = process.env['PREFLENS_BENCH_DATA'] ?? path.join(root, '../shared/data/preferences');
  const folder = path.join(root, '.cache/bench/noise');
  const [quick, wanted, seeds] = [flags.includes('--quick'), valuesOf(flags, '--files='), valuesOf(flags, '--seeds=')?.map(Number)];
  const store = new FileScoreStore({ folder: path.join(folder, 'scores'), maximalBytes: 2e9, log });
  const scorer = new WorkerScorer({ workerFile: path.join(folder, 'worker.cjs'), ...embeddedModels(root), convention: 'trl', maxLength: 1024, threads: 1, cacheFolder: path.join(folder, 'models'), background: false, log });
  const bench: Bench = { root, folder, scorer, store, seeds: seeds ?? usualSeeds, shares: quick ? [0.2] : [0.1, 0.2, 0.3], repeats: quick ? 100 : 300, tables: new SummaryTables() };
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'results.jsonl'), '');
  try {
    for (const file of await baseFiles(root, data)) if (!wanted || wanted.includes(file.name)) await benchFile(bench, await preparedFile(file, bench));
  } finally {
    await scorer.dispose();
    await store.dispose();
  }
  writeFileSync(path.join(folder, 'table.md'), bench.tables.details());
  console.log(`${bench.tables.summary()}\n\nEach source of evidence and baseline: ${path.join(folder, 'table.md')}`);
}

function valuesOf(flags: readonly string[], name: string): readonly string[] | null {
  return flags.find((flag) => flag.startsWith(name))?.slice(name.length).split(',') ?? null;
}

async function benchFile(bench: Bench, file: PreparedFile): Promise<void> {
  const clean = flippedEvidence(file, new Set(), bench.folder, `${file.name}-clean`);
  const { rate } = await judged(file, clean);
  const table = new FileTable(file.name, file.pairs.length, clean.ceiling, rate);
  for (const kind of flipKinds) {
    for (const share of bench.shares) {
      const all: SeedRuns[] = [];
      for (const seed of bench.seeds) all.push(await seedRuns(bench, file, { kind, share }, seed, rate.identified ? (rate.interval?.estimate ?? 0) : 0));
      all.forEach((runs) => { keepResult(bench.folder, file, { kind, share }, runs); });
      const figures = (one: keyof SeedRuns) => conditionFigures(all.map((runs) => runs[one]), file.groups, bench.repeats);
      table.add({ kind, share }, all.map(({ whole }) => whole), { whole: figures('whole'), unreviewed: figures('unreviewed'), reviewed: figures('reviewed') });
    }
  }
  bench.tables.add(table);
  console.error(table.summary().join('\n'));
}

function judged(file: PreparedFile, { table, lengths }: FlippedEvidence): Promise<Judgement> {
  return inTurns(judgeEvidence(table, file.groups, lengths), {});
}

/** The same flips measured on all pairs, on those that the reviewer leaves, and on these after the reviewer spoke. */
interface SeedRuns {
  readonly whole: SeedRun;
  readonly unreviewed: SeedRun;
  readonly reviewed: SeedRun;
}

/** @param own rate of the unflipped file by its own estimate: flips stand on top of it */
async function seedRuns(bench: Bench, file: PreparedFile, { kind, share }: Condition, seed: number, own: number): Promise<SeedRuns> {
  const flips = flippedRows(file.pairs, kind, share, seed);
  const evidence = flippedEvidence(file, flips, bench.folder, `${file.name}-${kind}-${String(share)}-${String(seed)}`);
  const judgement = await judged(file, evidence);
  const truth = flips.size / file.pairs.length;
  const flipped = Uint8Array.from(file.pairs, (_, row) => (flips.has(row) ? 1 : 0));
  const run = ({ rate }: Judgement, contenders: readonly Contender[], measured: Uint8Array): SeedRun => ({ seed, flipped, truth, wrong: own + truth - 2 * own * truth, contenders, measured, rate: rate.interval, identified: rate.identified, ceiling: evidence.ceiling });
  const whole = run(judgement, contendersOf(evidence, judgement, truth, { root: bench.root, seed, cleanlab: seed === bench.seeds[0] }), new Uint8Array(flipped.length).fill(1));
  const words = reviewerWords(flipped, seed);
  const left = Uint8Array.from(words, (word) => (word === 0 ? 1 : 0));
  evidence.table.setReviewed(words);
  const after = await judged(file, evidence);
  return { whole, unreviewed: { ...whole, measured: left }, reviewed: run(after, contendersOf(evidence, after, truth, { root: bench.root, seed, cleanlab: false }), left) };
}

/** One line a condition and seed, for whoever wants to look at them in another way. */
function keepResult(folder: string, file: PreparedFile, { kind, share }: Condition, { whole, unreviewed, reviewed }: SeedRuns): void {
  const { seed, flipped, truth, wrong, rate, identified, ceiling } = whole;
  const figures = ({ contenders, measured }: SeedRun) => Object.fromEntries(contenders.map((contender) => [contender.name, { ...rankingFigures(contender.ranking, flipped, measured, contender.usedRate), rate: contender.rate }]));
  const line = { file: file.name, pairs: flipped.length, kind, share, seed, truth, wrong, rate, identified, ceiling, contenders: figures(whole), unreviewed: figures(unreviewed), reviewed: figures(reviewed) };
  appendFileSync(path.join(folder, 'results.jsonl'), `${JSON.stringify(line)}\n`);
}
