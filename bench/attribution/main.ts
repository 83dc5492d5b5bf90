import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';

import { emptyCoalition, fullCoalition, type Coalition } from '../../src/core/attribution/coalition';
import { CoalitionValues } from '../../src/core/attribution/coalitionValues';
import { createEstimator } from '../../src/core/attribution/createEstimator';
import { coalitionTable, ExactShapley, mostExactPlayers } from '../../src/core/attribution/exactShapley';
import { LeverageRegression } from '../../src/core/attribution/leverageRegression';
import { PairedDesign } from '../../src/core/attribution/pairedDesign';
import type { ShapleyEstimate } from '../../src/core/attribution/shapleyEstimate';
import type { AttributionMethod, ShapleyEstimator } from '../../src/core/attribution/shapleyEstimator';
import { RandomSource } from '../../src/core/statistics/randomSource';
import { embeddedModels } from '../../src/engine/embeddedModels';
import { WorkerScorer } from '../../src/engine/workerScorer';
import { openBenchGame, valuesOf, type BenchGame } from './benchGame';

interface Reached {
  readonly evaluations: number;
  readonly seconds: number;
}

/** A method at one seed: when it was first that close, null where it was not within the cap. */
interface Outcome {
  readonly method: string;
  readonly reached: readonly (Reached | null)[];
}

interface Truth {
  readonly values: readonly number[];
  /** Its own standard error over its norm. */
  readonly error: number;
  readonly table: readonly number[] | null;
}

const targets = [0.1, 0.05];
const threads = 2;
const growth = 1.25;

export async function benchAttribution(root: string, cache: string, flags: readonly string[]): Promise<void> {
  const flag = (name: string, otherwise: string) => flags.find((one) => one.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise;
  const quick = flags.includes('--quick');
  const sizes = flag('players', '16,32,128').split(',').map(Number);
  const seeds = Number(flag('seeds', quick ? '1' : '3'));
  mkdirSync(cache, { recursive: true });
  const lines: string[] = [];
  const say = (line = '') => {
    console.log(line);
    lines.push(line);
  };
  const { policy } = embeddedModels(root);
  say(`${cpus()[0]?.model.trim() ?? 'processor'}, ${String(threads)} threads, Node ${process.versions.node}, embedded policy, ${String(seeds)} seeds, medians.`);
  for (const players of sizes) {
    // A process of its own for each size, so that nothing is known from before.
    const bench = new Bench(root, cache, policy, { players, seeds, cap: Number(flag('cap', quick ? '1024' : '4096')), truth: Number(flag('truth', quick ? '4000' : '30000')) });
    await bench.run(say);
  }
  writeFileSync(path.join(cache, 'table.md'), `${lines.join('\n')}\n`);
}

interface BenchSize {
  readonly players: number;
  readonly seeds: number;
  /** Evaluations that a method may spend. */
  readonly cap: number;
  /** Evaluations of the truth where it is not exact. */
  readonly truth: number;
}

class Bench {
  constructor(
    private readonly root: string,
    private readonly cache: string,
    private readonly policy: string,
    private readonly size: BenchSize,
  ) {}

  async run(say: (line?: string) => void): Promise<void> {
    const { players, seeds } = this.size;
    const truth = await this.withGame((game) => this.keptTruth(game));
    const outcomes: Outcome[] = [];
    const methods: readonly (AttributionMethod | 'auto')[] = ['auto', 'leverage', 'permutation'];
    for (const method of methods) for (let seed = 1; seed <= seeds; seed++) outcomes.push(await this.withGame((game) => this.ours(game, method, seed, truth)));
    outcomes.push(...(await this.withGame(async (game) => this.peers(game, truth))));
    say();
    say(`### ${String(players)} words`);
    say();
    say(`Truth: ${truth.table ? 'exact' : `leverage regression, ${String(this.size.truth)} evaluations, standard error ${(100 * truth.error).toFixed(1)} % of the norm`}.`);
    say();
    say(`| method | ${targets.map((target) => `evaluations to ${String(target)} | seconds`).join(' | ')} |`);
    say(`|---|${targets.map(() => '--:|--:').join('|')}|`);
    for (const method of new Set(outcomes.map((outcome) => outcome.method))) say(rowOf(method, outcomes.filter((outcome) => outcome.method === method), this.size.cap));
  }

  /** Opens the game in a fresh process, where nothing was evaluated yet. */
  private async withGame<T>(use: (game: BenchGame) => Promise<T>): Promise<T> {
    const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const options = { policy: this.policy, reference: null, convention: 'trl', maxLength: 1024, threads, background: false, log: quiet } as const;
    const scorer = new WorkerScorer({ ...options, workerFile: path.join(this.cache, 'worker.cjs') });
    try {
      return await use(await openBenchGame(scorer, this.policy, this.size.players));
    } finally {
      await scorer.dispose();
    }
  }

  /** Minutes of work, so it is kept between runs, by all that it depends on. */
  private async keptTruth(game: BenchGame): Promise<Truth> {
    const { ids, owners, completion } = game;
    const key = createHash('sha256').update(readFileSync(path.join(this.policy, 'model.onnx'))).update(JSON.stringify([ids, owners, completion, this.size.truth]));
    const file = path.join(this.cache, `truth-${key.digest('hex').slice(0, 16)}.json`);
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Truth;
    const truth = await this.truthOf(game);
    writeFileSync(file, JSON.stringify(truth));
    return truth;
  }

  private async truthOf({ game, players }: BenchGame): Promise<Truth> {
    const values = new CoalitionValues(players, 1);
    const isExact = players <= mostExactPlayers;
    const estimator = isExact ? new ExactShapley(players) : new LeverageRegression(players, new PairedDesign(players, new RandomSource(990)));
    await evaluateInto(game, [emptyCoalition(players), fullCoalition(players)], values);
    for (let wanted = estimator.next(1024); wanted.length > 0 && (isExact || values.evaluations < this.size.truth); wanted = estimator.next(1024)) await evaluateInto(game, wanted, values);
    const estimate = estimator.estimate(values);
    if (!estimate) throw new Error('the truth is not known');
    const norm = (row: ArrayLike<number> = []) => Math.hypot(...Array.from(row));
    const table = isExact ? (coalitionTable(values) ?? []).map((row) => row[0] ?? NaN) : null;
    return { values: Array.from(estimate.values[0] ?? []), error: norm(estimate.standardErrors[0]) / norm(estimate.values[0]), table };
  }

  /** Estimates after every quarter more of evaluations; its time counts. */
  private async ours({ game, players }: BenchGame, method: AttributionMethod | 'auto', seed: number, truth: Truth): Promise<Outcome> {
    const estimator: ShapleyEstimator = createEstimator({ method, players, seed });
    const values = new CoalitionValues(players, 1);
    const reached: (Reached | null)[] = targets.map(() => null);
    const begin = performance.now();
    await evaluateInto(game, [emptyCoalition(players), fullCoalition(players)], values);
    for (let goal = 16; values.evaluations < this.size.cap && reached.includes(null); goal *= growth) {
      const wanted = estimator.next(Math.max(2, Math.ceil(goal - values.evaluations)));
      if (wanted.length === 0) break;
      await evaluateInto(game, wanted, values);
      const error = relativeError(estimator.estimate(values), truth.values);
      for (const [index, target] of targets.entries()) {
        if (error <= target) reached[index] ??= { evaluations: values.evaluations, seconds: (performance.now() - begin) / 1000 };
      }
    }
    return { method: `Preflens, ${method}`, reached };
  }

  private async peers({ ids, owners, completion }: BenchGame, truth: Truth): Promise<readonly Outcome[]> {
    const file = path.join(this.cache, `game-${String(this.size.players)}.json`);
    const task = { model: path.join(this.policy, 'model.onnx'), threads, targets, growth, ids, owners, completion, begin: 4, ...this.size, truth: truth.values, table: truth.table };
    writeFileSync(file, JSON.stringify(task));
    const python = process.env['PREFLENS_BENCH_PYTHON'] ?? 'python3';
    const output = execFileSync(python, [path.join(this.root, 'bench/attribution/peers.py'), file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 2 ** 26 });
    return output.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Outcome);
  }
}

async function evaluateInto(game: BenchGame['game'], coalitions: readonly Coalition[], values: CoalitionValues): Promise<void> {
  const unknown = coalitions.filter((coalition) => !values.has(coalition));
  for (const [index, value] of (await valuesOf(game, unknown)).entries()) values.add(unknown[index] ?? new Uint8Array(), Float64Array.of(value));
}

function relativeError(estimate: ShapleyEstimate | null, truth: readonly number[]): number {
  if (!estimate) return Infinity;
  return Math.hypot(...truth.map((value, player) => (estimate.values[0]?.[player] ?? 0) - value)) / Math.hypot(...truth);
}

function rowOf(method: string, outcomes: readonly Outcome[], cap: number): string {
  const cells = targets.map((_, index) => {
    const reached = outcomes.map((outcome) => outcome.reached[index] ?? null);
    // Not reached sorts last; a median that was not reached is said so.
    const middle = reached.sort((a, b) => (a?.evaluations ?? Infinity) - (b?.evaluations ?? Infinity))[Math.floor((reached.length - 1) / 2)];
    return middle ? `${String(middle.evaluations)} | ${middle.seconds.toFixed(2)}` : `> ${String(cap)} | `;
  });
  return `| ${method} | ${cells.join(' | ')} |`;
}
