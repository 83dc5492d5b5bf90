import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { bundles } from './bundles';

export interface CliResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  /** Called with the process id as soon as there is output on standard output. */
  readonly onOutput?: (processId: number, stdout: string) => void;
  readonly environment?: NodeJS.ProcessEnv;
  /** The working folder. */
  readonly folder?: string;
}

/** Runs the bundled command line to its end, with a score store of its own unless `environment` names one. */
export async function runCli(words: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const store = mkdtempSync(path.join(tmpdir(), 'preflens-store-'));
  try {
    return await runWith(words, { ...options, environment: { PREFLENS_STORE: store, ...options.environment } });
  } finally {
    rmSync(store, { recursive: true, force: true });
  }
}

function runWith(words: readonly string[], options: CliOptions): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bundles.cli, ...words], { ...(options.folder === undefined ? {} : { cwd: options.folder }), env: { ...process.env, ...options.environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (data: string) => {
      stdout += data;
      if (child.pid !== undefined) options.onOutput?.(child.pid, stdout);
    });
    child.stderr.setEncoding('utf8').on('data', (data: string) => (stderr += data));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}
