import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Looked for upwards, because this module runs from its source under Vitest and from a bundle under the harness. */
function findRoot(folder: string): string {
  if (existsSync(path.join(folder, 'vitest.config.mjs')) && existsSync(path.join(folder, 'package.json'))) return folder;
  const parent = path.dirname(folder);
  if (parent === folder) throw new Error('The repository root was not found above the test harness.');
  return findRoot(parent);
}

export const repositoryRoot = findRoot(path.dirname(fileURLToPath(import.meta.url)));

export const inRepository = (...segments: string[]): string => path.join(repositoryRoot, ...segments);
