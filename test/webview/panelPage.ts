import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';

import type { FromPairPanel, PairView, ToPairPanel } from '../../src/shared/pairPanelProtocol';
import { pairPanelProtocolVersion as version } from '../../src/shared/pairPanelProtocol';
import { findChromium } from '../harness/chromium';
import { inRepository } from '../harness/repositoryRoot';
import { textsElement } from '../../src/editor/webviews/pageHtml';
import type { PageTexts } from '../../src/shared/pageTexts';
import type { Theme } from './themes';
import { darkTheme } from './themes';

const origin = 'https://preflens.test';
const nonce = 'c2VjcmV0LW9mLXRoZS10ZXN0';
/** The policy that the extension gives its panels. */
const contentPolicy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${origin}; img-src ${origin}; font-src ${origin}`;
const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic', '--font-render-hinting=none'];

export interface PageOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  /** What an earlier panel left behind. */
  readonly state?: unknown;
  readonly view?: PairView;
  /** The texts of another language. Default English. */
  readonly texts?: PageTexts;
}

export interface PanelPage {
  readonly page: Page;
  /** Everything the panel posted so far. */
  posted(): Promise<readonly FromPairPanel[]>;
  state(): Promise<unknown>;
  /** Every message that the page was sent so far. */
  received(): Promise<readonly unknown[]>;
  send(message: unknown): Promise<void>;
  show(view: PairView): Promise<void>;
  /** Violations of the content policy, each with what it was about. */
  violations(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface PanelBrowser {
  open(options?: PageOptions): Promise<PanelPage>;
  close(): Promise<void>;
}

/** Builds the panel from its source, so that the tests never see an older bundle. */
export async function startPanelBrowser(view: 'pair' | 'table' | 'overview' | 'attribution' | 'compare' = 'pair'): Promise<PanelBrowser> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'preflens-webview-'));
  const entryPoints = { [view]: inRepository(`webview/${view}/main.ts`), [`${view}Style`]: inRepository(`webview/${view}/${view}.css`) };
  await build({ entryPoints, outdir: folder, bundle: true, platform: 'browser', target: 'es2022', format: 'esm', minify: true, logLevel: 'error' });
  const files = new Map([
    [`/${view}.js`, { contentType: 'text/javascript', body: await readFile(path.join(folder, `${view}.js`), 'utf8') }],
    [`/${view}Style.css`, { contentType: 'text/css', body: await readFile(path.join(folder, `${view}Style.css`), 'utf8') }],
  ]);
  const browser = await chromium.launch({ executablePath: await findChromium(), args: flags });
  return {
    open: (options = {}) => openPanel(browser, files, view, options),
    close: async () => {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type ServedFiles = ReadonlyMap<string, { readonly contentType: string; readonly body: string }>;

async function openPanel(browser: Browser, files: ServedFiles, view: string, options: PageOptions): Promise<PanelPage> {
  const viewport = { width: options.width ?? 1180, height: options.height ?? 900 };
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce', locale: 'en-US' });
  const page = await context.newPage();
  const theme = options.theme ?? darkTheme;
  await page.route(`${origin}/**`, async (route) => {
    const found = files.get(new URL(route.request().url()).pathname);
    await route.fulfill(found ?? { contentType: 'text/html; charset=utf-8', body: html(theme, view, options.texts ?? null) });
  });
  await page.addInitScript(actAsHost, { variables: theme.variables, state: options.state });
  await page.goto(`${origin}/`);
  const panel = panelPage(page);
  if (options.view !== undefined) await panel.show(options.view);
  return panel;
}

function html(theme: Theme, view: string, texts: PageTexts | null): string {
  const kind = theme.bodyClass.split(' ').at(-1) ?? '';
  return `<!DOCTYPE html><html lang="${texts?.language ?? 'en'}"><head><meta charset="utf-8"><title>Pair</title>
<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">
<link rel="stylesheet" href="${origin}/${view}Style.css"></head>
<body class="${theme.bodyClass}" data-vscode-theme-kind="${kind}">${textsElement(texts)}<script type="module" nonce="${nonce}" src="${origin}/${view}.js"></script></body></html>`;
}

interface HostRecord {
  posted: unknown[];
  state: unknown;
  violations: string[];
  /** Everything that was sent to the page. */
  received: unknown[];
}

/** Runs inside the page, before anything else: the part of VS Code. */
function actAsHost(given: { variables: Readonly<Record<string, string>>; state: unknown }): void {
  const record: HostRecord = { posted: [], state: given.state, violations: [], received: [] };
  const api = {
    postMessage: (message: unknown) => void record.posted.push(message),
    getState: () => record.state,
    setState: (next: unknown) => {
      record.state = next;
    },
  };
  Object.assign(window, { preflensTest: record, acquireVsCodeApi: () => api });
  window.addEventListener('message', ({ data }) => void record.received.push(data));
  document.addEventListener('securitypolicyviolation', (event) => {
    record.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample} ${event.sourceFile}`);
  });
  document.addEventListener('readystatechange', () => {
    for (const [name, value] of Object.entries(given.variables)) {
      if (value !== '') document.documentElement.style.setProperty(name, value);
    }
  });
}

function panelPage(page: Page): PanelPage {
  const read = (): Promise<HostRecord> => page.evaluate(() => (window as unknown as { preflensTest: HostRecord }).preflensTest);
  const send = (message: unknown): Promise<void> => page.evaluate((data) => window.postMessage(data, '*'), message);
  return {
    page,
    posted: async () => (await read()).posted as FromPairPanel[],
    state: async () => (await read()).state,
    received: async () => (await read()).received,
    violations: async () => (await read()).violations,
    send,
    show: async (view) => {
      const message: ToPairPanel = { version, type: 'show', view };
      await send(message);
      await page.waitForFunction(() => document.querySelector('.panel.empty') === null && document.querySelector('[aria-busy]') === null);
    },
    close: () => page.context().close(),
  };
}
