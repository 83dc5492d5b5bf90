import { appendFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import type { TestBrowser } from './browser';
import { editorAddress } from './editorAddress';
import type { EditorServer, EditorSettings } from './editorServer';
import { fillWorkspace, removeFolder, temporaryFolder } from './temporaryWorkspace';
import { patience } from './timeLimit';
import { Workbench } from './workbench';

interface Stage {
  server: EditorServer;
  browser: TestBrowser;
  artifacts: string;
}

export interface EditorOptions {
  /** User settings of the window, on top of the quiet ones of the harness; a function is asked when the window opens. */
  settings?: EditorSettings | (() => EditorSettings);
  /** Files of the workspace beside the fixtures: path in the workspace, text. */
  files?: Record<string, string>;
}

let stage: Stage | undefined;

/** Called by the runner before the specs start. */
export function provideStage(provided: Stage): void {
  stage = provided;
}

/**
 * A fresh window on a fresh workspace for the surrounding `describe`, opened before its tests and closed after them.
 * A failing test leaves a picture named after it. Use the returned workbench inside tests and hooks only.
 */
export function useEditor(options: EditorOptions = {}): Workbench {
  const workbench = new Workbench();
  let close: () => Promise<void> = async () => undefined;
  before('open a VS Code window', async () => {
    close = await openWindow(workbench, options);
  });
  afterEach('picture of a failure', async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot(`failed-${this.currentTest.fullTitle()}`).catch(() => undefined);
  });
  after('close the VS Code window', () => close());
  return workbench;
}

async function openWindow(workbench: Workbench, options: EditorOptions): Promise<() => Promise<void>> {
  if (stage === undefined) throw new Error('useEditor works only under "node test/harness/start.mjs e2e".');
  const { server, browser, artifacts } = stage;
  const folder = await temporaryFolder('workspace');
  await fillWorkspace(folder, options.files);
  await server.writeSettings(typeof options.settings === 'function' ? options.settings() : (options.settings ?? {}));
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  recordConsole(page, path.join(artifacts, 'console.log'));
  await workbench.attach({ page, folder, artifacts, address: editorAddress({ authority: server.authority, folder }) });
  return () => closeWindow(context, page, folder);
}

/** Leaving the page tells the server to end the extension host now; closing the tab alone would keep it for the grace time. */
async function closeWindow(context: BrowserContext, page: Page, folder: string): Promise<void> {
  await page.goto('about:blank').catch(() => undefined);
  await context.close();
  await removeFolder(folder);
}

function recordConsole(page: Page, file: string): void {
  page.on('console', (message) => appendFileSync(file, `[${message.type()}] ${message.text()}\n`));
}
