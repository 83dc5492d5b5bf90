import { execFileSync, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { atExit } from './atExit';

/**
 * A process and everything it starts carry one environment variable of their own. The editor server leaves its extension host,
 * file watcher and terminals behind in groups of their own for a while; the mark finds them wherever they hang in the tree.
 */
export interface MarkedProcess {
  readonly child: ChildProcess;
  /** Resolves with the exit status, or with undefined when the process was ended by a signal or never started. */
  readonly exited: Promise<number | undefined>;
  endAll(): void;
}

export const newMark = (): string => `PREFLENS_RUN_${randomUUID().replaceAll('-', '')}`;

const liveMarks = new Set<string>();

/** What carries the mark ends with this process, however that ends. */
export function trackMark(mark: string): void {
  atExit('processes', () => liveMarks.forEach(endMarked));
  liveMarks.add(mark);
}

export function spawnMarked(command: string, commandArguments: string[], options: SpawnOptions, mark = newMark()): MarkedProcess {
  trackMark(mark);
  const child = spawn(command, commandArguments, { ...options, env: { ...(options.env ?? process.env), [mark]: '1' } });
  const exited = new Promise<number | undefined>((resolve) => {
    child.once('error', (error) => {
      console.error(`${command} did not start: ${error.message}`);
      resolve(undefined);
    });
    child.once('exit', (status) => resolve(status ?? undefined));
  });
  return { child, exited, endAll: () => endMarked(mark) };
}

/** Ends every process that carries the mark, again while new ones appear: a dying parent may still start a child. */
export function endMarked(mark: string): void {
  for (let round = 0; round < 5; round += 1) {
    const found = marked(mark);
    if (found.length === 0) return;
    found.forEach(endProcess);
  }
}

function endProcess(identifier: number): void {
  try {
    process.kill(identifier, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}

export function marked(mark: string): number[] {
  if (process.platform === 'win32') return [];
  const found = process.platform === 'linux' ? markedInProc(mark) : markedInListing(mark);
  return found.filter((identifier) => identifier !== process.pid);
}

/** Read from /proc rather than from `ps`, which slim images lack. */
function markedInProc(mark: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && environmentOf(name).includes(`${mark}=`))
    .map(Number);
}

function environmentOf(identifier: string): string {
  try {
    return readFileSync(`/proc/${identifier}/environ`, 'latin1');
  } catch {
    return '';
  }
}

function markedInListing(mark: string): number[] {
  const listing = execFileSync('ps', ['-A', '-E', '-ww', '-o', 'pid=,command='], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  return listing
    .split('\n')
    .filter((line) => line.includes(`${mark}=`))
    .map((line) => Number.parseInt(line, 10));
}
