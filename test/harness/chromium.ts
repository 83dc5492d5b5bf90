import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { inRepository, repositoryRoot } from './repositoryRoot';
import { runCommand } from './runCommand';

const installMinutes = 8;

/**
 * The path of a Chromium, Chrome or Edge that starts. PREFLENS_CHROMIUM comes first, then what is installed, then an installation:
 * the distribution's package where we may install one, else the build that Playwright downloads.
 */
export async function findChromium(): Promise<string> {
  const given = process.env['PREFLENS_CHROMIUM'];
  if (given !== undefined && given !== '') return requireStarting(given);
  return installed() ?? (await install());
}

function requireStarting(file: string): string {
  if (starts(file)) return file;
  throw new Error(`PREFLENS_CHROMIUM names ${file}, which does not start.`);
}

function installed(): string | undefined {
  return candidates().find(starts);
}

function candidates(): string[] {
  const own = [chromium.executablePath()];
  if (process.platform === 'darwin') return [...own, ...macApplications()];
  if (process.platform === 'win32') return [...own, ...windowsPrograms()];
  return [...own, ...onPath(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'microsoft-edge-stable'])];
}

function onPath(names: string[]): string[] {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/bin', '/usr/local/bin', '/opt/google/chrome'];
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

function macApplications(): string[] {
  return ['Chromium', 'Google Chrome', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
}

function windowsPrograms(): string[] {
  const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => process.env[name] ?? []);
  const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
  return folders.flatMap((folder) => programs.map((program) => path.join(folder, program)));
}

/** Ubuntu's package is a stub that only tells the user to use snap, so being there is not enough. On Windows asking opens a window. */
function starts(file: string): boolean {
  if (!existsSync(file)) return false;
  if (process.platform === 'win32') return true;
  try {
    return /\d+\.\d+/.test(execFileSync(file, ['--version'], { encoding: 'utf8', timeout: 60_000, stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return false;
  }
}

async function install(): Promise<string> {
  const problems: string[] = [];
  for (const attempt of installers()) {
    await attempt().catch((error: unknown) => problems.push(String(error)));
    const found = installed();
    if (found !== undefined) return found;
  }
  throw new Error(missingMessage(problems));
}

function installers(): (() => Promise<void>)[] {
  const root = process.getuid?.() === 0;
  if (root && distribution() === 'debian') return [installPackage, installPlaywrightBuild];
  if (root && distribution() === 'ubuntu') return [() => installPlaywrightBuild('--with-deps'), installPackage];
  return [installPlaywrightBuild];
}

function distribution(): 'debian' | 'ubuntu' | undefined {
  if (!existsSync('/usr/bin/apt-get') || !existsSync('/etc/os-release')) return undefined;
  const release = readFileSync('/etc/os-release', 'utf8');
  return /^ID(_LIKE)?=.*ubuntu/m.test(release) ? 'ubuntu' : 'debian';
}

/** The fonts make text outside Latin script measurable and visible in the screenshots. */
async function installPackage(): Promise<void> {
  const packages = ['chromium', 'fonts-noto-core', 'fonts-noto-cjk'];
  await apt(['update']);
  await apt(['install', '-y', '--no-install-recommends', ...packages]);
}

function apt(commandArguments: string[]): Promise<void> {
  const settings = ['DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];
  return runCommand('env', [...settings, ...commandArguments], commandOptions());
}

function installPlaywrightBuild(...options: string[]): Promise<void> {
  const program = inRepository('node_modules', 'playwright-core', 'cli.js');
  return runCommand(process.execPath, [program, 'install', ...options, 'chromium'], commandOptions());
}

function commandOptions() {
  return { folder: repositoryRoot, milliseconds: installMinutes * 60_000, purpose: 'Installing Chromium' };
}

function missingMessage(problems: string[]): string {
  return [
    'No Chromium, Chrome or Edge starts here, and none could be installed.',
    'Do one of these, then run the tests again:',
    '  - install Chromium: apt-get install chromium, or your system\'s package',
    '  - run: npx playwright-core install --with-deps chromium',
    '  - set PREFLENS_CHROMIUM to the path of a Chromium-based browser',
    ...problems.map((problem) => `(${problem})`),
  ].join('\n');
}
