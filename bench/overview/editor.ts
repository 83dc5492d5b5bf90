import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';

import { launchBrowser } from '../../test/harness/browser';
import { editorAddress } from '../../test/harness/editorAddress';
import { EditorServer } from '../../test/harness/editorServer';
import { inRepository } from '../../test/harness/repositoryRoot';
import { fillWorkspace, removeFolder, temporaryFolder } from '../../test/harness/temporaryWorkspace';
import { Workbench } from '../../test/harness/workbench';
import { quantile } from '../table/quantile';
import { rendererMegabytes } from './rendererMegabytes';

const rounds = 5;
const patience = 180_000;
const [cache = '.', count = '100000'] = process.argv.slice(2);
const rowCount = Number(count);
const showOverview = 'Preflens: Show Overview';
const title = 'Overview: sums.jsonl';

/**
 * How long a real VS Code (in a browser, on the same two cores) takes from choosing *Show Overview* of a scored file to all of its pictures, and what its
 * pages hold more than before. The pairs are short sums, all different, which the command line has scored with the embedded pair into a store that the
 * window uses too. Build first: npm run build.
 */
async function main(): Promise<void> {
  const store = path.join(cache, 'store');
  const dataset = scoredDataset(store);
  const artifacts = inRepository('test', 'artifacts', 'bench');
  mkdirSync(artifacts, { recursive: true });
  const server = await EditorServer.start(path.join(artifacts, 'server.log'));
  const browser = await launchBrowser();
  const folder = await temporaryFolder('bench');
  try {
    await fillWorkspace(folder, { 'README.md': '' });
    copyFileSync(dataset, path.join(folder, 'sums.jsonl'));
    await server.writeSettings({ 'preflens.store.folder': store, 'workbench.editorLargeFileConfirmation': 4096 });
    const page = await (await browser.newContext()).newPage();
    const workbench = new Workbench();
    await workbench.attach({ page, folder, artifacts, address: editorAddress({ authority: server.authority, folder }) });
    await measure(workbench);
  } finally {
    await browser.close();
    await server.stop();
    await removeFolder(folder);
  }
}

/** Made and scored once: the models need minutes for a hundred thousand pairs. */
function scoredDataset(store: string): string {
  const dataset = path.join(cache, `sums-${count}.jsonl`);
  if (existsSync(dataset)) return dataset;
  const made = `${dataset}.new`;
  mkdirSync(store, { recursive: true });
  writeFileSync(made, Array.from({ length: rowCount }, (_, row) => `${JSON.stringify(sum(row))}\n`).join(''));
  const environment = { ...process.env, PREFLENS_STORE: store };
  execFileSync(process.execPath, [inRepository('dist', 'cli.js'), 'score', made, '--out', `${dataset}.scores`], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
  renameSync(made, dataset);
  return dataset;
}

function sum(row: number): { readonly prompt: string; readonly chosen: string; readonly rejected: string } {
  const other = (row * 7919) % 1000;
  const [right, wrong] = [`${String(row + other)}.`, `About ${String(row - other)}, I think.`];
  return row % 5 === 0 ? { prompt: `${String(row)} + ${String(other)}?`, chosen: wrong, rejected: right } : { prompt: `${String(row)} + ${String(other)}?`, chosen: right, rejected: wrong };
}

async function measure(workbench: Workbench): Promise<void> {
  await workbench.openFile('sums.jsonl');
  await workbench.editor.waitFor();
  await workbench.runCommand('Preflens: Score Dataset');
  await workbench.waitForStatusBar(/pairs · /, patience);
  const before = await memoryOfPages(workbench);
  const seconds: number[] = [];
  let most = 0;
  for (let round = 0; round <= rounds; round++) {
    await findInPalette(workbench, showOverview);
    const begun = performance.now();
    await workbench.choose(showOverview);
    await pictures(await workbench.webviewFrame(title, patience));
    // The first round warms up: an editor's first page of any kind costs a second by itself.
    if (round > 0) seconds.push((performance.now() - begun) / 1000);
    most = Math.max(most, (await memoryOfPages(workbench)) - before);
    if (round === 0) await workbench.screenshot('bench-overview');
    await workbench.runCommand('View: Close Editor');
    await workbench.page.locator('.tab', { hasText: title }).waitFor({ state: 'detached' });
  }
  const sorted = seconds.toSorted((a, b) => a - b);
  const cells = [count, ...[0.5, 0, 1].map((share) => `${quantile(sorted, share).toFixed(2)} s`), `${most.toFixed(0)} MB`];
  console.log('| pairs | median, from choosing the command to all pictures | fastest | slowest | more memory of all pages, at most |\n| --: | --: | --: | --: | --: |');
  console.log(`| ${cells.join(' | ')} |`);
}

/** What a hand and the palette need before the command is chosen is no part of what is timed. */
async function findInPalette(workbench: Workbench, name: string): Promise<void> {
  await workbench.page.keyboard.press('F1');
  await workbench.page.locator('.quick-input-widget:visible input').first().fill(`>${name}`);
  await workbench.choices();
}

async function pictures(frame: Frame): Promise<void> {
  const shown = `${rowCount.toLocaleString('en')} pairs, ${rowCount.toLocaleString('en')} scored`;
  await frame.locator('header', { hasText: shown }).waitFor({ timeout: patience });
  await frame.locator('#margins svg').first().waitFor({ timeout: patience });
  await frame.locator('.scatter canvas').first().waitFor({ timeout: patience });
}

/** Of all renderers together. */
async function memoryOfPages(workbench: Workbench): Promise<number> {
  const session = await workbench.page.context().browser()?.newBrowserCDPSession();
  if (!session) return 0;
  const sizes = await rendererMegabytes(session);
  await session.detach();
  return sizes.reduce((total, size) => total + size, 0);
}

await main();
process.exit(0);
