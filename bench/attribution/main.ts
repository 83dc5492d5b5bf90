import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';

import type { PlayerTree } from '../../src/core/attribution/playerTree';
import type { AttributionMethod } from '../../src/core/attribution/shapleyEstimator';
import { createEstimator } from '../../src/core/attribution/createEstimator';
import { embeddedModels } from '../../src/engine/embeddedModels';
import { WorkerScorer } from '../../src/engine/workerScorer';
import { openBenchGame, valuesOf, type BenchGame } from './benchGame';
import { coalitionText } from './coalitionText';
import { medianCounts, type MethodCounts, type Progress, type SizeCounts } from './counts';
import { GameValues } from './gameValues';
import { ownArithmetic, ownCheck, ownProgress, type OwnRun } from './ours';
import { peers } from './peers';
import { countsTable, secondsTable, checkTable, type CheckLine, type MethodSeconds } from './tables';
import { keptTruth } from './truth';

const targets = [0.1, 0.05];
const threads = 2;
const growth = 1.25;
const ownMethods: readonly AttributionMethod[] = ['process', 'leverage', 'permutation', 'owen'];
const peerMethods = ['shap, Permutation', 'shapiq, KernelSHAP (paired)', 'captum, ShapleyValueSampling', 'shapiq, PermutationSamplingSV', 'shap, Partition', 'shapiq, ProxySPEX', 'shapiq, SPEX'];
/** Evaluations of the truth at most; a new value each. */
const truthEvaluations = new Map([[32, 50_000], [128, 100_000]]);
const ownName = (method: string) => `Preflens, ${method}`;

/** See run.mjs. */
export async function benchAttribution(root: string, cache: string, flags: readonly string[]): Promise<void> {
  const flag = (name: string, otherwise: string) => flags.find((one) => one.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise;
  mkdirSync(cache, { recursive: true });
  const bench = new Bench(root, cache, { seeds: Number(flag('seeds', '3')), cap: Number(flag('cap', '4096')), patience: Number(flag('patience', '60')), minutes: Number(flag('minutes', '5')), own: flags.includes('--own') });
  const sizes = flag('players', '16,32,128').split(',').map(Number);
  if (!flags.includes('--seconds')) {
    if (!flags.includes('--unchecked')) await bench.check();
    for (const players of sizes) await bench.count(players);
  }
  if (!flags.includes('--counts')) await bench.times(sizes);
}

interface BenchOptions {
  readonly seeds: number;
  /** Evaluations that a method may spend. */
  readonly cap: number;
  /** Processor seconds after which a tool gets no further budget to try with a seed. */
  readonly patience: number;
  /** Of the truth, at most. */
  readonly minutes: number;
  /** Without the other tools. */
  readonly own: boolean;
}

class Bench {
  private readonly policy: string;
  private readonly folder: string;
  private readonly countsFile: string;

  constructor(
    root: string,
    private readonly cache: string,
    private readonly options: BenchOptions,
  ) {
    this.policy = embeddedModels(root).policy;
    this.folder = path.join(root, 'bench/attribution');
    this.countsFile = path.join(this.folder, 'counts.json');
  }

  /** Every tool on games whose Shapley values are known, before any of its figures is believed. */
  async check(): Promise<void> {
    const lines = [...(await peers<CheckLine>(this.folder, this.cache, 'check'))];
    const own: string[] = [];
    const tree: PlayerTree = Array.from({ length: 12 }, (_, player) => player);
    for (const method of ownMethods) own.push(`${ownName(method)}: ${(await ownCheck({ method, players: 12, seed: 1, tree }, 1000)).error.toExponential(1)}`);
    console.log(checkTable(lines, own));
  }

  async count(players: number): Promise<void> {
    const counted = await this.withGame(players, async (game) => this.countsOf(game));
    const others = this.kept().filter((size) => size.players !== players);
    const all = [...others, counted].sort((a, b) => a.players - b.players);
    writeFileSync(this.countsFile, `${JSON.stringify(all, null, 1)}\n`);
    console.log(countsTable(counted, targets));
  }

  private kept(): readonly SizeCounts[] {
    return existsSync(this.countsFile) ? (JSON.parse(readFileSync(this.countsFile, 'utf8')) as readonly SizeCounts[]) : [];
  }

  private async countsOf(game: BenchGame): Promise<SizeCounts> {
    const { players, tree } = game;
    const { seeds, cap, patience } = this.options;
    const model = path.join(this.policy, 'model.onnx');
    const values = new GameValues(game, this.cache, model);
    const truth = await keptTruth(values, game, truthEvaluations.get(players) ?? 50_000, this.options.minutes, this.cache, model);
    process.stderr.write(`truth of ${String(players)}: ${String(truth.evaluations)} evaluations, ${truth.seconds.toFixed(0)} s, error ${truth.error.toFixed(4)}\n`);
    const methods: MethodCounts[] = [];
    for (const method of ownMethods) {
      const runs: Progress[] = [];
      for (let seed = 1; seed <= seeds; seed++) runs.push(await ownProgress(values, { method, players, seed, tree }, truth.values, targets, cap, growth));
      methods.push(medianCounts(ownName(method), runs));
      process.stderr.write(`${JSON.stringify(methods.at(-1))}\n`);
    }
    const wanted = this.options.own ? [] : peerMethods;
    const task = { players, seeds, cap, patience, growth, targets, truth: truth.values, methods: wanted };
    const found = await peers<MethodCounts>(this.folder, this.cache, 'counts', task, values);
    for (const method of wanted) methods.push(medianCounts(method, found.filter((one) => one.method === method)));
    return { players, seeds, cap, truth: { error: truth.error, evaluations: truth.evaluations }, methods };
  }

  /** Seconds from the counts that were kept: two to three minutes, on a machine that does nothing else. */
  async times(sizes: readonly number[]): Promise<void> {
    const parts = [`${cpus()[0]?.model.trim() ?? 'processor'}, ${String(threads)} threads, Node ${process.versions.node}, embedded policy.`];
    for (const size of this.kept().filter(({ players }) => sizes.includes(players))) {
      const costs = await this.withGame(size.players, async (game) => this.costsOf(game));
      parts.push(secondsTable(size, costs, await this.arithmeticOf(size), targets));
    }
    console.log(parts.join('\n\n'));
    writeFileSync(path.join(this.cache, 'seconds.md'), `${parts.join('\n\n')}\n`);
  }

  /** Seconds of one evaluation: ours in batches, theirs one after the other, on the same coalitions. */
  private async costsOf({ game, players, ids, owners, completion }: BenchGame): Promise<{ readonly ours: number; readonly theirs: number; readonly difference: number }> {
    const wanted = (seed: number) => createEstimator({ method: 'process', players, seed }).next(512);
    await valuesOf(game, wanted(77).slice(0, 64));
    const coalitions = wanted(78);
    const begin = performance.now();
    const values = await valuesOf(game, coalitions);
    const ours = (performance.now() - begin) / 1000 / coalitions.length;
    const task = { model: path.join(this.policy, 'model.onnx'), threads, ids, owners, completion, begin: 4, coalitions: coalitions.map(coalitionText), values };
    const [theirs] = await peers<{ readonly seconds: number; readonly difference: number }>(this.folder, this.cache, 'cost', task);
    if (!theirs) throw new Error('peers.py measured no cost');
    return { ours, theirs: theirs.seconds, difference: theirs.difference };
  }

  private async arithmeticOf({ players, methods }: SizeCounts): Promise<readonly MethodSeconds[]> {
    const tree: PlayerTree = Array.from({ length: players }, (_, player) => player);
    const seconds: MethodSeconds[] = [];
    const runs: (readonly [string, number])[] = [];
    for (const { method, reached } of methods) {
      for (const one of reached) {
        const own = ownMethods.find((name) => ownName(name) === method);
        if (!one || (own === undefined && !peerMethods.includes(method))) continue;
        if (own === undefined) runs.push([method, one.budget]);
        else seconds.push({ method, budget: one.budget, seconds: await ownArithmetic({ method: own, players, seed: 1, tree } satisfies OwnRun, one.budget) });
      }
    }
    return [...seconds, ...(await peers<MethodSeconds>(this.folder, this.cache, 'arithmetic', { players, runs }))];
  }

  /** In a fresh process, where nothing was evaluated yet. */
  private async withGame<T>(players: number, use: (game: BenchGame) => Promise<T>): Promise<T> {
    const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const options = { policy: this.policy, reference: null, convention: 'trl', maxLength: 1024, threads, background: false, log: quiet } as const;
    const scorer = new WorkerScorer({ ...options, workerFile: path.join(this.cache, 'worker.cjs') });
    try {
      return await use(await openBenchGame(scorer, this.policy, players));
    } finally {
      await scorer.dispose();
    }
  }
}
