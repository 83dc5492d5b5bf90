import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { endMarked, marked, newMark, trackMark } from '../harness/markedProcesses';
import { repositoryRoot } from '../harness/repositoryRoot';
import { damageStore, fillDisk, killWorkers, mountSmallDisk, putWeights, replaceModels, type Disturbed } from './disturbances';
import { Random } from './random';
import { buildSoakPrograms, scoreWords, SoakWindow, startCli, type CliRun, type SoakSetting } from './soakPrograms';
import { SoakTally } from './soakTally';
import type { WindowRun } from './soakWindow';

export interface SoakOptions {
  readonly minutes: number;
  readonly seed: number;
  readonly pairs: number;
}

/** Undisturbed results, by the hash of the policy: what every run must come to, bit for bit. */
interface Expected {
  readonly cli: ReadonlyMap<string, string>;
  readonly window: ReadonlyMap<string, string>;
}

/** Room for a few runs' scores, so that it is full now and then by itself. */
const diskBytes = 3_000_000;

/**
 * Two windows and a command line score one file over one store while processes are killed, the disk is filled, the store is
 * damaged and cleared, and the model's files are deleted and replaced. Every run that ends must come to what an undisturbed
 * one came to, and in the end nothing may be left running.
 */
export async function runSoak(options: SoakOptions): Promise<SoakTally> {
  const folder = await mkdtemp(path.join(tmpdir(), 'preflens-soak-'));
  const setting = await prepare(folder, options);
  const unmount = mountSmallDisk(path.dirname(setting.store), diskBytes);
  trackMark(setting.mark);
  const tally = new SoakTally();
  try {
    await soak(setting, options, tally, unmount !== null);
  } finally {
    await checkOrphans(setting, tally);
    endMarked(setting.mark);
    await unmount?.();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return tally;
}

async function prepare(folder: string, { pairs, seed }: SoakOptions): Promise<SoakSetting> {
  const models = path.join(repositoryRoot, 'media', 'models');
  const inFolder = (name: string) => path.join(folder, name);
  const [policy, reference, store] = [inFolder('policy'), inFolder('reference'), inFolder('disk/scores')];
  // Beside the packages that the bundles ask for.
  const programs = path.join(repositoryRoot, '.cache', 'soak');
  await cp(path.join(models, 'tiny-policy'), policy, { recursive: true });
  await cp(path.join(models, 'tiny-reference'), reference, { recursive: true });
  await mkdir(path.dirname(store), { recursive: true });
  await buildSoakPrograms(programs);
  const file = path.join(folder, 'pairs.jsonl');
  await writeFile(file, pairsText(pairs, new Random(seed)));
  return { folder, programs, file, policy, reference, store, mark: newMark() };
}

const words = ['the', 'model', 'prefers', 'answers', 'that', 'are', 'short', 'and', 'kind', 'while', 'trainers', 'do', 'not'];

function pairsText(count: number, random: Random): string {
  const text = (most: number) => Array.from({ length: 3 + Math.floor(random.next() * most) }, () => random.pick(words)).join(' ');
  const rows = Array.from({ length: count }, (_, row) => JSON.stringify({ prompt: `Pair ${String(row)}: ${text(20)}?\n`, chosen: text(25), rejected: text(25) }));
  // Broken rows have their place among the others.
  rows.splice(Math.floor(count / 2), 0, '{"prompt": "cut', '{"prompt": "no responses"}');
  return `${rows.join('\n')}\n`;
}

async function soak(setting: SoakSetting, options: SoakOptions, tally: SoakTally, ownDisk: boolean): Promise<void> {
  const originals = { same: path.join(setting.folder, 'same.onnx'), other: path.join(setting.folder, 'other.onnx') };
  await cp(path.join(setting.policy, 'model.onnx'), originals.same);
  await cp(path.join(setting.reference, 'model.onnx'), originals.other);
  const expected = await undisturbed(setting, originals);
  const deadline = Date.now() + options.minutes * 60_000;
  const pause = async (milliseconds: number) => {
    await setTimeout(Math.max(0, Math.min(milliseconds, deadline - Date.now())));
    return Date.now() < deadline;
  };
  const disturbed = (salt: number): Disturbed => ({ setting, tally, pause, originals, random: new Random(options.seed * 1000 + salt) });
  await Promise.all([
    killWorkers(disturbed(1)),
    replaceModels(disturbed(2)),
    ...(ownDisk ? [fillDisk(disturbed(3))] : []),
    damageStore(disturbed(4)),
    repeatCli(disturbed(5), expected),
    repeatWindow(disturbed(6), expected),
    repeatWindow(disturbed(7), expected),
  ]);
  await putWeights({ setting }, originals.same, 'replaced');
  await finalRuns(setting, expected, tally);
}

async function undisturbed(setting: SoakSetting, { same, other }: Disturbed['originals']): Promise<Expected> {
  const cli = new Map<string, string>();
  const window = new Map<string, string>();
  for (const weights of [other, same]) {
    await putWeights({ setting }, weights, 'replaced');
    const run = await startCli(setting, [...scoreWords(setting), '--no-store']).ended;
    if (run.status !== 0) throw new Error(`The undisturbed run ended with status ${String(run.status)}: ${run.stderr}`);
    cli.set(policyHashOf(run), run.stdout);
    const store = { ...setting, store: path.join(setting.folder, `undisturbed-${String(window.size)}`) };
    const one = new SoakWindow(store);
    const result = await one.run();
    await one.close();
    if (!result?.digest || !result.policyHash) throw new Error(`The undisturbed window ended with ${JSON.stringify(result)}`);
    window.set(result.policyHash, result.digest);
  }
  if (cli.size !== 2 || window.size !== 2) throw new Error('The two models are not told apart.');
  return { cli, window };
}

function policyHashOf({ stdout }: CliRun): string {
  return /"policyHash":"([0-9a-f]+)"/.exec(stdout)?.[1] ?? '';
}

/** Command lines after one another: some are killed, some have a full disk of their own, some clear the store. */
async function repeatCli({ setting, random, tally, pause }: Disturbed, expected: Expected): Promise<void> {
  while (await pause(random.between(0, 500))) {
    if (random.chance(0.15)) await startCli(setting, ['store', '--clear']).ended;
    const { child, ended } = startCli(setting, scoreWords(setting), random.chance(0.2) ? 2 : undefined);
    const killed = random.chance(0.4);
    if (killed) {
      await Promise.race([ended, pause(random.between(20, 6000))]);
      child.kill('SIGKILL');
    }
    judgeCli(await ended, expected, tally, killed);
  }
}

function judgeCli(run: CliRun, expected: Expected, tally: SoakTally, killed: boolean): void {
  if (killed && run.signal === 'SIGKILL') return tally.count('command lines killed');
  // 4: the model was not there or was replaced; 3: the process died too often in a row.
  if (run.status === 4 || (run.status === 3 && run.stderr.includes('times in a row'))) return tally.count('command lines that said why they stopped');
  if (run.status !== 0) return tally.fail(`The command line ended with ${String(run.status)} ${String(run.signal)}: ${run.stderr}`);
  tally.count('command lines that scored the file');
  compareLines(run.stdout, expected.cli.get(policyHashOf(run)) ?? '', tally);
}

function compareLines(output: string, expected: string, tally: SoakTally): void {
  const lines = output.split('\n');
  const rows = expected.split('\n');
  if (lines.length !== rows.length) return tally.fail(`${String(lines.length)} lines instead of ${String(rows.length)}`);
  lines.forEach((line, index) => {
    if (line === rows[index]) return;
    if (line.includes('"worker-crashed"')) tally.count('rows given up after two kills');
    else tally.fail(`line ${String(index + 1)} is ${line.slice(0, 400)} instead of ${rows[index]?.slice(0, 400) ?? ''}`);
  });
}

async function repeatWindow({ setting, random, tally, pause }: Disturbed, expected: Expected): Promise<void> {
  let window = new SoakWindow(setting);
  while (await pause(random.between(0, 800))) {
    if (!window.isAlive) window = new SoakWindow(setting);
    const running = window.run();
    if (random.chance(0.3)) {
      await Promise.race([running, pause(random.between(20, 6000))]);
      window.kill();
      tally.count('windows killed');
    }
    const run = await running;
    if (run) judgeWindow(run, expected, tally);
  }
  await window.close();
}

function judgeWindow(run: WindowRun, expected: Expected, tally: SoakTally): void {
  tally.count('warnings in windows', run.warnings);
  if (run.doubled > 0) tally.fail(`${String(run.doubled)} rows were answered twice`);
  const { problem } = run;
  if (problem !== null) {
    const known = ['ModelRefusedError', 'ModelsReplacedError'].some((name) => problem.startsWith(name)) || problem.includes('times in a row');
    return known ? tally.count('window runs that said why they stopped') : tally.fail(`A window stopped: ${problem}`);
  }
  if (run.givenUp > 0) return tally.count('rows given up after two kills', run.givenUp);
  tally.count('window runs that scored the file');
  // A model that was replaced right after the last row says another hash than the one that was used.
  if (![...expected.window.values()].includes(run.digest ?? '')) tally.fail(`A window's figures are not those of an undisturbed run (policy ${String(run.policyHash)})`);
}

/** Nothing disturbs any more: two windows and a command line at once, over what the soak left of the store. */
async function finalRuns(setting: SoakSetting, expected: Expected, tally: SoakTally): Promise<void> {
  const windows = [new SoakWindow(setting), new SoakWindow(setting)];
  const [cli, ...runs] = await Promise.all([startCli(setting, scoreWords(setting)).ended, ...windows.map((window) => window.run())]);
  if (cli.status !== 0) tally.fail(`The last command line ended with ${String(cli.status)}: ${cli.stderr}`);
  else if (cli.stdout === [...expected.cli.values()][1]) tally.count('last runs equal to the undisturbed one');
  else tally.fail('The last command line did not come to what the undisturbed one came to');
  for (const run of runs) {
    if (run && run.doubled === 0 && run.digest === [...expected.window.values()][1]) tally.count('last runs equal to the undisturbed one');
    else tally.fail(`A last window ended with ${JSON.stringify(run)}`);
  }
  await Promise.all(windows.map((window) => window.close()));
}

/** Inference processes end when their client is gone; a busy machine needs a moment for that. */
async function checkOrphans({ mark }: SoakSetting, tally: SoakTally): Promise<void> {
  for (let attempt = 0; attempt < 60 && marked(mark).length > 0; attempt++) await setTimeout(250);
  const orphans = marked(mark).length;
  tally.count('orphan processes', orphans);
  if (orphans > 0) tally.fail(`${String(orphans)} processes are left`);
}
