import { spawn } from 'node:child_process';

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
}

/** Runs the bundled command line to its end. */
export function runCli(words: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bundles.cli, ...words], { env: { ...process.env, ...options.environment }, stdio: ['ignore', 'pipe', 'pipe'] });
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
