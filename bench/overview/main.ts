import { readFileSync } from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { chromium, type Page } from 'playwright-core';
import type * as vscode from 'vscode';

import { RowIndex } from '../../src/core/dataset/rowIndex';
import { buildOverview } from '../../src/core/overview/buildOverview';
import type { RowFigures } from '../../src/editor/figures/rowFigures';
import { collectOverview } from '../../src/editor/overview/collectOverview';
import { pairsMessage } from '../../src/editor/overview/pairsMessage';
import { TimeSlices } from '../../src/editor/scoring/timeSlices';
import { DatasetSession } from '../../src/editor/session/datasetSession';
import { LineTracker } from '../../src/editor/session/lineTracker';
import { ResultSet } from '../../src/editor/session/resultSet';
import { overviewProtocolVersion as version, type ToOverview } from '../../src/shared/overviewProtocol';
import { findChromium } from '../../test/harness/chromium';
import { rendererMegabytes } from './rendererMegabytes';

/**
 * How long the overview of a scored file takes from the command to all of its pictures: the editor's own code on a session in memory, then the page in a
 * Chromium without a GPU, which gets the same messages. VS Code's own part, opening a panel and passing bytes on, is left out.
 */
const [folder = '.', count = '100000'] = process.argv.slice(2);
const rowCount = Number(count);
const origin = 'https://preflens.bench';
const uri = { fsPath: '/pairs.jsonl', toString: () => 'file:///pairs.jsonl' } as vscode.Uri;

function scored(row: number): RowFigures {
  const rewardMargin = Math.sin(row) * 2 + Math.sin(row * 0.37);
  const response = (tokenCount: number) => ({ tokenCount, truncated: false, logProbability: -tokenCount, reward: rewardMargin });
  const figures = { rewardMargin, preferenceProbability: 1 / (1 + Math.exp(-rewardMargin)), likelihoodMargin: rewardMargin * 3, referenceMargin: 0.1, lengthNormalizedChes: Math.cos(row * 1.3) * 4 - rewardMargin, displacement: rewardMargin + Math.cos(row) };
  return { kind: 'scored', row, line: row + 1, pair: 0, beta: 0.1, ...figures, chosen: response(60 + (row % 37)), rejected: response(60 + (row % 31)), notes: [], pairCount: 1 };
}

function scoredSession(): DatasetSession {
  const index = new RowIndex();
  index.add(Array.from({ length: rowCount }, (_, row) => ({ row, line: row + 1, byteStart: row * 100, byteLength: 99 })));
  const results = new ResultSet(index, null, new LineTracker(rowCount));
  for (let row = 0; row < rowCount; row++) results.record(scored(row));
  const session = new DatasetSession(uri);
  session.begin(results);
  return session;
}

interface Made {
  readonly figures: ToOverview;
  readonly pairs: Extract<ToOverview, { type: 'pairs' }>;
  readonly milliseconds: number;
  readonly hold: number;
}

async function make(session: DatasetSession): Promise<Made> {
  const services = { findings: { of: () => undefined, isLooking: () => false }, models: { identity: null }, sessions: { get: () => session } } as unknown as Parameters<typeof collectOverview>[0];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const begun = performance.now();
  const slices = new TimeSlices();
  const { source, state } = await collectOverview(services, uri, slices);
  const figures = { version, type: 'figures', figures: await slices.run(buildOverview(source)), state } as ToOverview;
  const pairs = await slices.run(pairsMessage(1, source));
  const milliseconds = performance.now() - begun;
  delay.disable();
  return { figures, pairs, milliseconds, hold: delay.max / 1e6 };
}

interface OpenPage {
  readonly page: Page;
  readonly collect: () => Promise<void>;
  readonly memory: () => Promise<number>;
  readonly close: () => Promise<void>;
}

async function openPage(): Promise<OpenPage> {
  const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--headless', '--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const served: Readonly<Record<string, { readonly contentType: string; readonly body: string }>> = {
    '/page.js': { contentType: 'text/javascript', body: readFileSync(path.join(folder, 'page.js'), 'utf8') },
    '/style.css': { contentType: 'text/css', body: readFileSync(path.join(folder, 'style.css'), 'utf8') },
    '/': { contentType: 'text/html', body: '<!DOCTYPE html><html lang="en"><head><link rel="stylesheet" href="/style.css"></head><body class="vscode-dark"><script type="module" src="/page.js"></script></body></html>' },
  };
  await page.route(`${origin}/**`, (route) => route.fulfill(served[new URL(route.request().url()).pathname] ?? { status: 404 }));
  await page.goto(`${origin}/`);
  const session = await browser.newBrowserCDPSession();
  const pageSession = await page.context().newCDPSession(page);
  return { page, collect: () => pageSession.send('HeapProfiler.collectGarbage').then(() => undefined), memory: async () => Math.max(0, ...(await rendererMegabytes(session))), close: () => browser.close() };
}

/** Columns go over as text and become typed arrays in the page before the clock starts: VS Code hands them over as bytes. */
async function carry(page: Page, { figures, pairs }: Made): Promise<void> {
  const columns = Object.entries(pairs.pairs).flatMap(([name, column]) => (typeof column === 'number' ? [] : [{ name, kind: column.constructor.name, bytes: Buffer.from(column.buffer).toString('base64') }]));
  await page.evaluate((message) => { Object.assign(window, { benchFigures: message }); }, figures as object);
  await page.evaluate((head) => { Object.assign(window, { benchPairs: head }); }, { ...pairs, pairs: { length: pairs.pairs.length } } as object);
  for (const column of columns) {
    await page.evaluate(({ name, kind, bytes }) => {
      const raw = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0)).buffer;
      const kinds = { Uint32Array, Uint16Array, Uint8Array, Float32Array } as Readonly<Record<string, new (buffer: ArrayBuffer) => ArrayLike<number>>>;
      const made = kinds[kind];
      if (made) (window as unknown as { benchPairs: { pairs: Record<string, unknown> } }).benchPairs.pairs[name] = new made(raw);
    }, column);
  }
}

/** From the messages to the frame after the scatter was drawn. */
function show(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { benchFigures, benchPairs } = window as unknown as { benchFigures: unknown; benchPairs: { pairs: Record<string, number | ArrayBufferView> } };
    // Buffers are handed on, not copied, which is what VS Code does with those that arrive in a webview.
    const transfer = Object.values(benchPairs.pairs).flatMap((column) => (typeof column === 'number' ? [] : [column.buffer as ArrayBuffer]));
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const begun = performance.now();
    window.postMessage(benchFigures, '*');
    window.postMessage(benchPairs, '*', transfer);
    while (document.querySelector('.scatter canvas') === null || document.querySelector('#margins svg') === null) await frame();
    await frame();
    await frame();
    return performance.now() - begun;
  });
}

async function main(): Promise<void> {
  const session = scoredSession();
  // Once to warm up, as an editor is that has scored a file.
  await make(session);
  const made = await make(session);
  const { page, collect, memory, close } = await openPage();
  try {
    const before = await memory();
    await carry(page, made);
    // The texts that carried the columns are the bench's own garbage.
    await collect();
    const shown = await show(page);
    const atOnce = await memory();
    await collect();
    const bytes = Object.values(made.pairs.pairs).reduce<number>((sum, column) => sum + (typeof column === 'number' ? 0 : column.byteLength), 0);
    const cells = [String(rowCount), `${made.milliseconds.toFixed(0)} ms`, `${made.hold.toFixed(1)} ms`, `${(bytes / 1e6).toFixed(1)} MB`, `${shown.toFixed(0)} ms`, `${(made.milliseconds + shown).toFixed(0)} ms`, `${before.toFixed(0)} MB`, `${atOnce.toFixed(0)} MB`, `${(await memory()).toFixed(0)} MB`];
    process.stdout.write(`| ${cells.join(' | ')} |\n`);
  } finally {
    await close();
  }
}

void main();
