import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inRepository } from './repositoryRoot';
import { runCommand } from './runCommand';

/** Pinned: the test mechanism differs between versions of the editor server. See README.md beside this folder before raising them. */
const codeServerVersion = '4.139.1';
const nodeVersion = '24.21.0';

export interface InstalledEditor {
  node: string;
  entry: string;
}

const cacheFolder = inRepository('.cache', 'code-server');
const installFolder = path.join(cacheFolder, `${codeServerVersion}-node-${nodeVersion}-${process.platform}-${process.arch}`);
const installMinutes = 6;
const attempts = 3;

/**
 * Installs VS Code's server and the Node version that it wants, both from the npm registry, without compiling anything.
 * It is built in a folder of its own and renamed when complete: half an installation is never used, and two runs cannot mix.
 */
export async function fetchEditor(): Promise<InstalledEditor> {
  if (!existsSync(installFolder)) await installWithRetries();
  return { node: await nodeProgram(installFolder), entry: entryIn(installFolder) };
}

async function installWithRetries(): Promise<void> {
  await removeAbandoned();
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      return await installOnce();
    } catch (error) {
      if (attempt === attempts) throw error;
      console.warn(`Installing the editor failed, trying again: ${String(error)}`);
    }
  }
}

async function installOnce(): Promise<void> {
  const staging = path.join(cacheFolder, `staging-${process.pid}-${Date.now()}`);
  try {
    await installPackages(path.join(staging, 'editor'), [`code-server@${codeServerVersion}`]);
    await installEditorDependencies(staging);
    if (needsOwnNode()) await installPackages(path.join(staging, 'node'), [`${nodePackage()}@${nodeVersion}`]);
    await adopt(staging);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

const npmOptions = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error', '--fetch-retries=5'];

async function installPackages(folder: string, packages: string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  // Without a package.json of its own npm would climb up and install into the repository.
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
  await npm(folder, ['install', ...packages]);
}

/** The published package carries the editor without its dependencies: its install script, which we do not run, would add them. */
function installEditorDependencies(staging: string): Promise<void> {
  return npm(path.join(staging, 'editor', 'node_modules', 'code-server', 'lib', 'vscode'), ['install', '--omit=dev']);
}

function npm(folder: string, commandArguments: string[]): Promise<void> {
  return runCommand('npm', [...commandArguments, ...npmOptions], { folder, milliseconds: installMinutes * 60_000, purpose: 'Installing the editor' });
}

/** Another run may have finished the same installation first; then its copy is as good as ours. */
async function adopt(staging: string): Promise<void> {
  await rename(staging, installFolder).catch((error: unknown) => {
    if (!existsSync(installFolder)) throw error;
  });
}

/** Staging folders of runs that were cut short. An hour is longer than any installation that still runs. */
async function removeAbandoned(): Promise<void> {
  await mkdir(cacheFolder, { recursive: true });
  const names = (await readdir(cacheFolder)).filter((name) => name.startsWith('staging-'));
  for (const name of names) {
    const folder = path.join(cacheFolder, name);
    const { mtimeMs } = await stat(folder);
    if (Date.now() - mtimeMs > 3_600_000) await rm(folder, { recursive: true, force: true });
  }
}

function entryIn(folder: string): string {
  return path.join(folder, 'editor', 'node_modules', 'code-server', 'out', 'node', 'entry.js');
}

const runningMajor = Number.parseInt(process.versions.node, 10);

/** The registry has the wanted Node for Linux only; elsewhere the tests must be run by it. */
function needsOwnNode(): boolean {
  if (process.platform === 'linux') return true;
  if (runningMajor >= 24 && process.platform === 'darwin') return false;
  throw new Error('The editor server runs on Linux, and on macOS when the tests are run by Node 24. Use "npm run test:desktop" here.');
}

const nodePackage = (): string => `node-linux-${process.arch}`;

async function nodeProgram(folder: string): Promise<string> {
  return needsOwnNode() ? path.join(folder, 'node', 'node_modules', nodePackage(), 'bin', 'node') : process.execPath;
}
