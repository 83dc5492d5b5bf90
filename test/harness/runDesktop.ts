import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { freshArtifacts } from './artifacts';
import { emptyReport, type LayerReport, readReport, withFailure } from './layerReport';
import { inRepository, repositoryRoot } from './repositoryRoot';
import { suiteEnvironment, verdict } from './runHost';
import { fillWorkspace, removeFolder, temporaryFolder } from './temporaryWorkspace';
import { withTimeLimit } from './timeLimit';

const downloadHost = 'update.code.visualstudio.com';

/** Runs the suites of test/host in the desktop VS Code: the oldest version that package.json allows, then the current one. */
export async function runDesktop(millisecondsEach: number): Promise<LayerReport> {
  const artifacts = await freshArtifacts('desktop');
  let sum = emptyReport();
  for (const version of [await oldestVersion(), 'stable']) {
    console.log(`VS Code ${version}`);
    sum = add(sum, await runVersion(version, path.join(artifacts, version, 'report.json'), millisecondsEach));
  }
  return sum;
}

async function oldestVersion(): Promise<string> {
  const manifest = JSON.parse(await readFile(inRepository('package.json'), 'utf8')) as { engines: { vscode: string } };
  return manifest.engines.vscode.replace(/^[^\d]*/, '');
}

function add(sum: LayerReport, next: LayerReport): LayerReport {
  return {
    passed: sum.passed + next.passed,
    failed: sum.failed + next.failed,
    skipped: sum.skipped + next.skipped,
    failures: [...sum.failures, ...next.failures],
  };
}

async function runVersion(version: string, file: string, milliseconds: number): Promise<LayerReport> {
  let program: string;
  try {
    program = await downloadAndUnzipVSCode({ version, cachePath: inRepository('.cache', 'vscode-desktop') });
  } catch (error) {
    return withFailure(emptyReport(), `VS Code ${version}`, unreachableMessage(version, error));
  }
  const problem = await runProgram(program, file, milliseconds).then(() => undefined, (error: unknown) => error);
  return verdict(readReport(file), problem);
}

function unreachableMessage(version: string, error: unknown): string {
  return [
    `VS Code ${version} could not be downloaded, so its suites did NOT run: ${String(error)}`,
    `This run needs ${downloadHost}. Where that host is not reachable, "npm run test:host" runs the same suites in the`,
    'editor server, which comes from the npm registry.',
  ].join('\n');
}

async function runProgram(program: string, file: string, milliseconds: number): Promise<void> {
  const folder = await temporaryFolder('desktop');
  const workspace = path.join(folder, 'workspace');
  await fillWorkspace(workspace);
  const run = runTests({
    vscodeExecutablePath: program,
    extensionDevelopmentPath: repositoryRoot,
    extensionTestsPath: inRepository('dist', 'test', 'host', 'index.js'),
    extensionTestsEnv: suiteEnvironment(file),
    launchArgs: [workspace, ...desktopOptions(folder)],
  });
  await withTimeLimit(run, milliseconds, 'The suites in the desktop VS Code').finally(() => removeFolder(folder));
}

function desktopOptions(folder: string): string[] {
  const options = ['--user-data-dir', path.join(folder, 'data'), '--extensions-dir', path.join(folder, 'extensions')];
  options.push('--disable-workspace-trust', '--disable-updates', '--skip-welcome', '--skip-release-notes', '--disable-gpu');
  // Chromium's sandbox refuses to start for root, which is who runs the tests in most containers.
  return process.getuid?.() === 0 ? [...options, '--no-sandbox'] : options;
}
