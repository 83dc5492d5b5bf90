import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';

import { launchBrowser, type TestBrowser } from '../../test/harness/browser';
import { editorAddress } from '../../test/harness/editorAddress';
import { EditorServer } from '../../test/harness/editorServer';
import { inRepository } from '../../test/harness/repositoryRoot';
import { fillWorkspace, removeFolder, temporaryFolder } from '../../test/harness/temporaryWorkspace';
import { Workbench } from '../../test/harness/workbench';
import { quantile } from './quantile';

/** Just under what VS Code hands to extensions as a document. */
const megabytes = 45;
const rounds = 5;

/** Seconds from choosing a file to its first row on the screen: VS Code's own text editor beside the table. Build first: npm run build. */
export async function benchOpening(): Promise<void> {
  const artifacts = inRepository('test', 'artifacts', 'bench');
  await mkdir(artifacts, { recursive: true });
  const server = await EditorServer.start(path.join(artifacts, 'server.log'));
  const browser = await launchBrowser();
  const times = { text: [] as number[], table: [] as number[] };
  try {
    for (let round = 0; round <= rounds; round++) {
      for (const kind of ['text', 'table'] as const) {
        const seconds = await openOnce(kind, { server, browser, artifacts });
        // The first round warms up.
        if (round > 0) times[kind].push(seconds);
      }
    }
  } finally {
    await browser.close();
    await server.stop();
  }
  console.log(`\nOpening a JSON Lines file of ${megabytes} MB in a fresh window, ${rounds} rounds, seconds to the first row\n`);
  console.log('| editor | median | fastest | slowest |\n|---|---|---|---|');
  for (const [kind, name] of [['text', "VS Code's text editor"], ['table', 'table']] as const) {
    const sorted = times[kind].toSorted((a, b) => a - b);
    console.log(`| ${name} | ${quantile(sorted, 0.5).toFixed(2)} | ${quantile(sorted, 0).toFixed(2)} | ${quantile(sorted, 1).toFixed(2)} |`);
  }
}

async function openOnce(kind: 'text' | 'table', { server, browser, artifacts }: { server: EditorServer; browser: TestBrowser; artifacts: string }): Promise<number> {
  const folder = await temporaryFolder('bench');
  // A remote window would ask first above 10 MB.
  const settings = { 'workbench.editorLargeFileConfirmation': 4096, 'workbench.editorAssociations': kind === 'table' ? { '*.jsonl': 'preflens.table' } : {} };
  await fillWorkspace(folder, { '.vscode/settings.json': JSON.stringify(settings) });
  await writeRows(path.join(folder, 'rows.jsonl'));
  await server.writeSettings(settings);
  const context = await browser.newContext();
  const page = await context.newPage();
  const workbench = new Workbench();
  await workbench.attach({ page, folder, artifacts, address: editorAddress({ authority: server.authority, folder }) });
  const file = page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'rows.jsonl' });
  await file.waitFor();
  const start = performance.now();
  await file.dblclick();
  if (kind === 'text') await page.locator('.monaco-editor[data-uri] .view-line', { hasText: 'bread' }).first().waitFor();
  else await (await workbench.webviewFrame('rows.jsonl')).locator('.row:not(.head, .waiting)', { hasText: 'bread' }).first().waitFor();
  const seconds = (performance.now() - start) / 1000;
  await page.goto('about:blank');
  await context.close();
  await removeFolder(folder);
  return seconds;
}

async function writeRows(file: string): Promise<void> {
  const stream = createWriteStream(file);
  for (let row = 0, written = 0; written < megabytes * 1024 * 1024; row++) {
    const line = `${JSON.stringify({ prompt: `How do I keep bread fresh for ${row} days?`, chosen: 'In a paper bag. '.repeat(20), rejected: 'In the fridge. '.repeat(30) })}\n`;
    written += line.length;
    if (!stream.write(line)) await new Promise<void>((resolve) => stream.once('drain', () => resolve()));
  }
  stream.end();
  await finished(stream);
}
