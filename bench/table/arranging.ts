import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { finished } from 'node:stream/promises';

import { arrange, Arrangement } from '../../src/editor/table/arrangement';
import { collectFindings, RowFacts } from '../../src/editor/table/rowFacts';
import { TableData } from '../../src/editor/table/tableData';
import { TextSearch } from '../../src/editor/table/textSearch';
import { openRowSource } from '../../src/io/openRowSource';
import { parseFilter } from '../../src/shared/tableFilter';
import type { TableSort } from '../../src/shared/tableProtocol';

const rowCount = 1_000_000;
const texts = ['Keep it in a paper bag.', 'In the fridge it goes stale; the counter is better for bread.', 'Freeze what you do not eat within two days.'];

/** Seconds for what the extension host does with a file of a million rows, and how long it keeps others waiting meanwhile. */
export async function benchArranging(): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'preflens-bench-'));
  const file = await writeRows(path.join(folder, 'rows.jsonl'));
  const megabytes = (await stat(file)).size / 1e6;
  const { signal } = new AbortController();
  console.log(`\nA JSON Lines file of ${rowCount.toLocaleString('en-US')} rows, ${megabytes.toFixed(0)} MB, in the process of the extension host\n`);
  console.log('| what | seconds | event loop delay p99 | largest |\n|---|---|---|---|');
  const open = async (): Promise<TableData> => {
    const data = await TableData.open({ path: file, open: () => openRowSource(file, { cacheFolder: path.join(folder, 'cache') }) }, signal);
    await data.locate(() => undefined, signal);
    return data;
  };
  const data = await timed('find all rows, first time', open);
  await timed('find all rows, places known from before', open);
  await timed('sort by size', () => arranged(data, '', { column: 'bytes', direction: 'descending' }));
  await timed('filter: chosen:freeze', () => arranged(data, 'chosen:freeze', null));
  await timed('filter: is:unreadable (reads every row)', () => arranged(data, 'is:unreadable', null));
  await timed('search “paper bag” in all text', () => new TextSearch(1, 'paper bag', data).run(new Arrangement({ id: 0, sort: null, terms: [] }, () => data.rowCount), () => undefined, signal));
  await timed('search “zebra” in all text (nothing to find)', () => new TextSearch(1, 'zebra', data).run(new Arrangement({ id: 0, sort: null, terms: [] }, () => data.rowCount), () => undefined, signal));
  console.log(`\nResident memory at the end: ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`);
  await rm(folder, { recursive: true, force: true });
}

async function arranged(data: TableData, filter: string, sort: TableSort | null): Promise<void> {
  const { signal } = new AbortController();
  const parsed = parseFilter(filter);
  const arrangement = new Arrangement({ id: 1, sort, terms: parsed.kind === 'filter' ? parsed.terms : [] }, () => data.rowCount);
  const context = { data, figures: () => undefined, facts: () => RowFacts.collect(data, { signal }), findings: () => collectFindings(data, { signal }), report: () => Promise.reject(new Error('No condition asks for it.')) };
  await arrange(arrangement, context, () => undefined, signal);
}

async function timed<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const start = performance.now();
  const result = await work();
  const seconds = (performance.now() - start) / 1000;
  delay.disable();
  const milliseconds = (nanoseconds: number): string => `${(nanoseconds / 1e6).toFixed(0)} ms`;
  console.log(`| ${what} | ${seconds.toFixed(2)} | ${milliseconds(delay.percentile(99))} | ${milliseconds(delay.max)} |`);
  return result;
}

async function writeRows(file: string): Promise<string> {
  const stream = createWriteStream(file);
  for (let row = 0; row < rowCount; row++) {
    const [chosen, rejected] = [texts[row % 3] ?? '', texts[(row + 1) % 3] ?? ''];
    const line = JSON.stringify({ prompt: `How do I keep bread fresh for ${row} days?`, chosen: chosen.repeat(1 + (row % 7)), rejected, source: row % 2 === 0 ? 'web' : 'book' });
    if (!stream.write(`${line}\n`)) await new Promise<void>((resolve) => stream.once('drain', () => resolve()));
  }
  stream.end();
  await finished(stream);
  return file;
}
