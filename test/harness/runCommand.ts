import { cleanEnvironment } from './cleanEnvironment';
import { spawnMarked } from './markedProcesses';
import { withTimeLimit } from './timeLimit';

interface CommandOptions {
  folder: string;
  milliseconds: number;
  /** Told in the error, where the bare command would not say enough. */
  purpose: string;
}

/** Runs a tool to its end, showing its output. Throws when it fails or is not done in time; leaves no child behind. */
export async function runCommand(command: string, commandArguments: string[], options: CommandOptions): Promise<void> {
  const shell = process.platform === 'win32';
  const running = spawnMarked(command, commandArguments, { cwd: options.folder, env: cleanEnvironment(), stdio: ['ignore', 'inherit', 'inherit'], shell });
  try {
    const status = await withTimeLimit(running.exited, options.milliseconds, options.purpose);
    if (status !== 0) throw new Error(`${options.purpose}: ${command} ${commandArguments.join(' ')} ended with status ${status ?? 'unknown'}.`);
  } finally {
    running.endAll();
  }
}
