import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { build } from 'esbuild';
import { chromium, type CDPSession, type Page } from 'playwright-core';

import { findChromium } from '../../test/harness/chromium';
import { inRepository } from '../../test/harness/repositoryRoot';
import { darkTheme } from '../../test/webview/themes';
import { quantile } from '../table/quantile';
import { type MovementName, movementNames } from './movements';
import type { ScatterBenchPage } from './page';

const sizes = [10_000, 100_000, 1_000_000];
const contenders = ['canvas (ours)', 'WebGL'];
const viewport = { width: 1280, height: 800 };
/** No GPU: WebGL is drawn by SwiftShader on the processor, as in a remote window or a virtual machine. */
const flags = ['--no-sandbox', '--disable-gpu', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--font-render-hinting=none'];

/** Prints a Markdown table: frame times and memory of the scatter, and of the same points by WebGL. `only` names one of the two. */
export async function benchScatter([seconds = '5', only]: readonly string[]): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'preflens-bench-'));
  const browser = await chromium.launch({ executablePath: await findChromium(), args: flags });
  try {
    console.log(`\nScatter in a headless Chromium without a GPU, window of ${String(viewport.width)} × ${String(viewport.height)}, ${os.cpus()[0]?.model ?? 'unknown processor'} (${String(os.availableParallelism())} cores)\n`);
    console.log('| drawn by | points | movement | frames a second | median ms | 95 % ms | worst ms | page busy, ms a frame | until shown, ms | JavaScript heap + buffers, MB |\n|---|--:|---|--:|--:|--:|--:|--:|--:|--:|');
    for (const name of contenders.filter((each) => only === undefined || each.startsWith(only))) for (const size of sizes) await measureSize(await openPage(browser.newContext({ viewport }), folder), name, size, Number(seconds));
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function openPage(opening: ReturnType<Awaited<ReturnType<typeof chromium.launch>>['newContext']>, folder: string): Promise<Page> {
  await build({ entryPoints: { page: inRepository('bench/scatter/page.ts') }, outdir: folder, bundle: true, platform: 'browser', target: 'es2022', format: 'iife', minify: true, logLevel: 'error' });
  await build({ entryPoints: { base: inRepository('webview/common/base.css'), style: inRepository('webview/plots/scatter/scatter.css') }, outdir: folder, bundle: true, logLevel: 'error' });
  const page = await (await opening).newPage();
  await page.setContent(`<!DOCTYPE html><html><body class="vscode-dark"><main></main></body></html>`);
  for (const file of ['base.css', 'style.css']) await page.addStyleTag({ content: await readFile(path.join(folder, file), 'utf8') });
  await page.addStyleTag({ content: `main { width: 1240px; height: 740px } .scatter-surface { height: 700px !important; max-height: none } :root { ${Object.entries(darkTheme.variables).map(([key, value]) => `${key}: ${value};`).join(' ')} }` });
  await page.addScriptTag({ content: await readFile(path.join(folder, 'page.js'), 'utf8') });
  return page;
}

async function measureSize(page: Page, name: string, size: number, seconds: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const shown = await page.evaluate(([by, length]) => (window as unknown as { scatterBench: ScatterBenchPage }).scatterBench.show(by, length), [name, size] as const);
  for (const movement of movementNames) {
    const before = await busySeconds(session);
    const deltas = await moved(page, movement, seconds);
    const busy = (1000 * ((await busySeconds(session)) - before)) / deltas.length;
    const sorted = deltas.toSorted((left, right) => left - right);
    const times = [0.5, 0.95, 1].map((share) => quantile(sorted, share).toFixed(1));
    const rate = (1000 * deltas.length) / deltas.reduce((sum, delta) => sum + delta, 0);
    console.log(`| ${[name, size.toLocaleString('en-US'), movement, rate.toFixed(0), ...times, busy.toFixed(1), shown.toFixed(0), await megabytes(session)].join(' | ')} |`);
  }
  await page.context().close();
}

function moved(page: Page, movement: MovementName, seconds: number): Promise<number[]> {
  return page.evaluate(([kind, milliseconds]) => (window as unknown as { scatterBench: ScatterBenchPage }).scatterBench.move(kind, milliseconds), [movement, seconds * 1000] as const);
}

async function busySeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
}

/** Objects and the memory of typed arrays, after a collection. */
async function megabytes(session: CDPSession): Promise<string> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = (await session.send('Runtime.getHeapUsage')) as { usedSize: number; backingStorageSize?: number };
  return ((usedSize + (backingStorageSize ?? 0)) / 2 ** 20).toFixed(0);
}
