import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';

import { buildBundles } from './bundles';
import { runCli, type CliResult } from './runCli';

export interface LintFolder {
  /** The folder of the test that runs. */
  path(...names: string[]): string;
  write(name: string, content: string | Buffer | object): void;
  /** Runs the command line there, or in a folder below. */
  run(words: readonly string[], below?: string): Promise<CliResult>;
}

/** A folder of its own for each test of a suite, with one cache for all of them; they go when the suite ends. */
export function lintFolder(): LintFolder {
  const base = mkdtempSync(path.join(tmpdir(), 'preflens-lint-'));
  const environment = { XDG_CACHE_HOME: path.join(base, 'cache') };
  let folder = base;
  let folders = 0;
  beforeAll(() => buildBundles());
  beforeEach(() => {
    folder = path.join(base, String(folders++));
    // The search for a configuration ends here, whatever lies above the temporary folder.
    mkdirSync(path.join(folder, '.git'), { recursive: true });
  });
  afterAll(() => rmSync(base, { recursive: true, force: true }));
  return {
    path: (...names) => path.join(folder, ...names),
    write: (name, content) => {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
    },
    run: (words, below = '') => runCli(words, { folder: path.join(folder, below), environment }),
  };
}
