import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inRepository } from './repositoryRoot';

/** A short prefix: sockets below it must stay under the 104 characters that macOS allows. */
export async function temporaryFolder(name: string): Promise<string> {
  return realpath(await mkdtemp(path.join(tmpdir(), `preflens-${name}-`)));
}

export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });

/** The tests edit and save files, so each run has a copy: the fixtures, the shipped sample in `sample/`, then the given files. */
export async function fillWorkspace(folder: string, files: Record<string, string> = {}): Promise<void> {
  await copyIfThere(inRepository('test', 'fixtures', 'workspace'), folder);
  await copyIfThere(inRepository('media', 'sample'), path.join(folder, 'sample'));
  for (const [name, text] of Object.entries(files)) await writeInto(folder, name, text);
}

async function copyIfThere(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  if (existsSync(from)) await cp(from, to, { recursive: true });
}

async function writeInto(folder: string, name: string, text: string): Promise<void> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
}
