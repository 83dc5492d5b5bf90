import { existsSync, rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { atExit } from './atExit';
import { inRepository } from './repositoryRoot';

const liveFolders = new Set<string>();
const removal = { recursive: true, force: true, maxRetries: 5, retryDelay: 200 };

/** A short prefix: sockets below it must stay under the 104 characters that macOS allows. */
export async function temporaryFolder(name: string): Promise<string> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), `preflens-${name}-`)));
  atExit('folders', removeLiveFolders);
  liveFolders.add(folder);
  return folder;
}

/** A folder that resists is left to the system: this runs while the process ends, and must not hide why it ends. */
function removeLiveFolders(): void {
  for (const folder of liveFolders) {
    try {
      rmSync(folder, removal);
    } catch {
      continue;
    }
  }
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, removal);
  liveFolders.delete(folder);
}

/** In a browser VS Code saves by itself a second after an edit, on the desktop it does not: what a test saw would depend on how fast it looked. */
export const quietWorkspaceSettings: Readonly<Record<string, unknown>> = { 'files.autoSave': 'off' };

/** The tests edit and save files, so each run has a copy: the fixtures, the shipped sample in `sample/`, then the given files. */
export async function fillWorkspace(folder: string, files: Record<string, string> = {}): Promise<void> {
  await copyIfThere(inRepository('test', 'fixtures', 'workspace'), folder);
  await copyIfThere(inRepository('media', 'sample'), path.join(folder, 'sample'));
  await writeInto(folder, '.vscode/settings.json', JSON.stringify(quietWorkspaceSettings));
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
