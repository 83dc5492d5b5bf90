import { appendFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { freshArtifacts, reportFile } from './artifacts';
import { launchBrowser, type TestBrowser } from './browser';
import { editorAddress } from './editorAddress';
import { EditorServer } from './editorServer';
import { fetchEditor } from './editorServerInstall';
import { emptyReport, type LayerReport, readReport, requireTests, withFailure, writeReport } from './layerReport';
import { inRepository } from './repositoryRoot';
import { fillWorkspace, removeFolder, temporaryFolder } from './temporaryWorkspace';
import { withTimeLimit } from './timeLimit';

interface LogFile {
  relativePath: string;
  contents: string;
}

/** Runs the suites of test/host inside a real VS Code: its server in Node, its window in Chromium. */
export async function runHost(milliseconds: number): Promise<LayerReport> {
  const artifacts = await freshArtifacts('host');
  const file = reportFile('host');
  await fetchEditor();
  let problem: unknown;
  try {
    await withEditor(artifacts, (server, browser, folder) => runSuites({ server, browser, folder, artifacts, file, milliseconds }));
  } catch (error) {
    problem = error;
  }
  const report = verdict(readReport(file), problem);
  writeReport(file, report);
  return report;
}

async function withEditor(artifacts: string, work: (server: EditorServer, browser: TestBrowser, folder: string) => Promise<void>): Promise<void> {
  const folder = await temporaryFolder('workspace');
  await fillWorkspace(folder);
  const server = await EditorServer.start(path.join(artifacts, 'server.log'));
  const browser = await launchBrowser();
  try {
    await work(server, browser, folder);
  } finally {
    await browser.close();
    await server.stop();
    await removeFolder(folder);
  }
}

interface SuiteRun {
  server: EditorServer;
  browser: TestBrowser;
  folder: string;
  artifacts: string;
  file: string;
  milliseconds: number;
}

async function runSuites(run: SuiteRun): Promise<void> {
  const page = await (await run.browser.newContext()).newPage();
  const exit = await listenForExit(page, run.artifacts);
  await page.goto(editorAddress({
    authority: run.server.authority,
    folder: run.folder,
    testsPath: inRepository('dist', 'test', 'host', 'index.js'),
    environment: suiteEnvironment(run.file),
  }));
  const ended = Promise.race([exit.status, run.server.failWhenEnded(), run.browser.failWhenEnded(), failWhenCrashed(page)]);
  try {
    const status = await withTimeLimit(ended, run.milliseconds, 'The suites in VS Code');
    if (status !== 0) throw new Error(`VS Code ended the suites with status ${status}.`);
  } catch (error) {
    await page.screenshot({ path: path.join(run.artifacts, 'window.png'), timeout: 10_000 }).catch(() => undefined);
    throw error;
  }
}

/** What test/host/index.ts reads. The desktop run passes the same two. */
export function suiteEnvironment(file: string): Record<string, string> {
  return { PREFLENS_TEST_REPORT: file, PREFLENS_TEST_GREP: process.env['PREFLENS_TEST_GREP'] ?? '' };
}

/** The editor calls these two functions of the page: one for every console line, one when the suites are done. */
async function listenForExit(page: Page, artifacts: string): Promise<{ status: Promise<number> }> {
  let finish: (status: number) => void = () => undefined;
  const status = new Promise<number>((resolve) => (finish = resolve));
  await page.exposeFunction('codeAutomationLog', (kind: string, parts: unknown[]) => showLine(artifacts, kind, parts));
  await page.exposeFunction('codeAutomationExit', async (code: number, logs: LogFile[] = []) => {
    await saveLogs(path.join(artifacts, 'logs'), logs);
    finish(code);
  });
  return { status };
}

function showLine(artifacts: string, kind: string, parts: unknown[]): void {
  const line = parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' ');
  appendFileSync(path.join(artifacts, 'console.log'), `[${kind}] ${line}\n`);
}

async function saveLogs(folder: string, logs: LogFile[]): Promise<void> {
  for (const { relativePath, contents } of logs) {
    const file = path.join(folder, path.normalize(`/${relativePath}`));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, contents);
  }
}

function failWhenCrashed(page: Page): Promise<never> {
  return new Promise((_resolve, reject) => {
    page.once('crash', () => reject(new Error('The page of the editor crashed.')));
  });
}

/**
 * Failed tests already count; a failure of the run itself counts only where no test accounts for it. The report decides, not the
 * status alone: when the extension host dies, VS Code ends the suites with status 0.
 */
export function verdict(report: LayerReport | undefined, problem: unknown): LayerReport {
  const found = report ?? emptyReport();
  const trouble = problem ?? (found.finished === true ? undefined : 'The run was cut short: the process of the tests ended before they did.');
  if (trouble !== undefined && (found.failed === 0 || found.running !== undefined)) return withFailure(found, found.running ?? 'the run itself', String(trouble));
  return requireTests(found);
}
