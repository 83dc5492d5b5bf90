import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { build } from 'esbuild';

import { marked } from '../harness/markedProcesses';
import { repositoryRoot } from '../harness/repositoryRoot';
import type { WindowRun } from './soakWindow';

/** What the programs of one soak work on. */
export interface SoakSetting {
  readonly folder: string;
  readonly programs: string;
  readonly file: string;
  readonly policy: string;
  readonly reference: string;
  /** Folder of the store that all share. */
  readonly store: string;
  /** Environment variable by which everything that was started is found again. */
  readonly mark: string;
}

export interface CliRun {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Command line, worker and a window without its surface, bundled. */
export async function buildSoakPrograms(outdir: string): Promise<void> {
  await build({
    absWorkingDir: repositoryRoot,
    entryPoints: { cli: 'src/cli/main.ts', worker: 'src/engine/worker/main.ts', window: 'test/soak/soakWindow.ts' },
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: ['onnxruntime-node'],
    alias: { vscode: path.join(repositoryRoot, 'bench', 'vscodeStandIn.ts') },
    logLevel: 'warning',
  });
}

function environmentOf({ store, mark }: SoakSetting): NodeJS.ProcessEnv {
  return { ...process.env, PREFLENS_STORE: store, [mark]: '1' };
}

/** Starts `preflens WORDS`; `limit` is the most blocks of 512 bytes that a file may grow to: a disk that is full for one process. */
export function startCli(setting: SoakSetting, words: readonly string[], limit?: number): { readonly child: ChildProcess; readonly ended: Promise<CliRun> } {
  const program = [path.join(setting.programs, 'cli.js'), ...words];
  const limited = ['-c', `ulimit -f ${String(limit)}; exec "$0" "$@"`, process.execPath, ...program];
  const options = { env: environmentOf(setting), stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'] };
  const child = limit === undefined ? spawn(process.execPath, program, options) : spawn('sh', limited, options);
  return { child, ended: ending(child) };
}

async function ending(child: ChildProcess): Promise<CliRun> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (data: string) => (stdout += data));
  child.stderr?.setEncoding('utf8').on('data', (data: string) => (stderr += data));
  const [status, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { status, signal, stdout, stderr };
}

export function scoreWords({ file, policy, reference }: SoakSetting): string[] {
  return ['score', file, '--policy', policy, '--reference', reference, '--threads', '1', '--format', 'jsonl'];
}

/** A window: scores when asked; undefined when it was killed meanwhile. */
export class SoakWindow {
  private readonly child: ChildProcess;

  constructor(setting: SoakSetting) {
    const { policy, reference, file } = setting;
    this.child = fork(path.join(setting.programs, 'window.js'), [policy, reference, file], { env: environmentOf(setting), stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  }

  get isAlive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  run(): Promise<WindowRun | undefined> {
    return new Promise((resolve) => {
      const onExit = () => resolve(undefined);
      this.child.once('exit', onExit);
      this.child.once('message', (message) => {
        this.child.off('exit', onExit);
        resolve(message as WindowRun);
      });
      this.child.send('run', (error) => {
        if (error) resolve(undefined);
      });
    });
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  async close(): Promise<void> {
    if (!this.isAlive) return;
    const exited = once(this.child, 'exit');
    this.child.send('close');
    await exited;
  }
}

/** Inference processes of this soak that are alive now. */
export function workersOf({ mark }: SoakSetting): number[] {
  return marked(mark).filter((id) => commandOf(id).includes('worker.js'));
}

function commandOf(id: number): string {
  try {
    return readFileSync(`/proc/${String(id)}/cmdline`, 'latin1');
  } catch {
    return '';
  }
}
