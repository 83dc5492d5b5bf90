import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { containerTasks, TaskResult } from './containersTasks';
import { writeGzip, writeJsonArray, writeJsonLines, writeTable } from './containersFiles';
import { parquetPeers, pythonWithPyarrow, tablePeers, writeParquet } from './containersPython';

const megabyte = 1e6;

/**
 * Opening and indexing of large files, each measurement in a process of its own, beside what people use. `scale` 1 stands for
 * files of 1 GB (Parquet: 2 GB). Prints Markdown.
 */
export function benchContainers(bundle: string, scale: number): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'preflens-bench-'));
  const bytes = 1e9 * scale;
  const run = (task: keyof typeof containerTasks, file: string): TaskResult => measure(bundle, task, file, path.join(folder, 'cache'));
  try {
    header(`JSON Lines, ${gigabytes(bytes)}`);
    const jsonl = writeJsonLines(path.join(folder, 'large.jsonl'), bytes, 900);
    run('readBytes', jsonl);
    const plain = run('readBytes', jsonl);
    row('reading the bytes, nothing else', plain, plain);
    row('Preflens: first 50 rows', run('firstRows', jsonl));
    row('Preflens: places of all rows', run('index', jsonl), plain);
    row('Preflens: the same, opened again (kept)', run('index', jsonl), plain);
    row('readline and JSON.parse of every line', run('parseLines', jsonl), plain);
    shapes(folder, bytes, run);
    parquet(folder, 2 * bytes, run);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Run = (task: keyof typeof containerTasks, file: string) => TaskResult;

function shapes(folder: string, bytes: number, run: Run): void {
  header(`Other containers, ${gigabytes(bytes)} each`);
  const short = writeJsonLines(path.join(folder, 'short.jsonl'), bytes * 0.5, 30);
  const plain = run('readBytes', short);
  const many = run('index', short);
  row(`JSON Lines of ${String(many.rows)} short rows: places of all rows`, many, plain);
  rmSync(short);
  const list = writeJsonArray(path.join(folder, 'large.json'), bytes, 900);
  row('JSON list: first 50 rows', run('firstRows', list));
  row('JSON list: places of all rows', run('index', list), run('readBytes', list));
  rmSync(list);
  const table = writeTable(path.join(folder, 'large.csv'), bytes, 900);
  row('CSV: first 50 rows', run('firstRows', table));
  row('CSV: places of all rows', run('index', table), run('readBytes', table));
  for (const [name, result] of tablePeers(table)) row(name, result);
  rmSync(table);
  const packed = writeGzip(path.join(folder, 'large.jsonl.gz'), path.join(folder, 'large.jsonl'));
  rmSync(path.join(folder, 'large.jsonl'));
  row('gzip of the JSON Lines: unpacked and all rows placed', run('index', packed));
  row('gzip: the same, opened again (kept)', run('index', packed));
  row('zlib of Node, nothing else', run('unpack', packed));
  rmSync(packed);
  rmSync(path.join(folder, 'cache'), { recursive: true, force: true });
}

function parquet(folder: string, bytes: number, run: Run): void {
  header(`Parquet, ${gigabytes(bytes)}, row groups of pyarrow's default size`);
  if (!pythonWithPyarrow()) {
    console.log('| skipped: no Python with pyarrow and pandas; name one in PREFLENS_PYTHON | | | | | |');
    return;
  }
  const file = writeParquet(path.join(folder, 'large.parquet'), bytes, 'flat');
  row('texts: first 50 rows', run('firstRows', file));
  row('texts: 50 rows in the middle', run('middleRows', file));
  for (const [name, result] of parquetPeers(file)) row(name, result);
  rmSync(file);
  const nested = writeParquet(path.join(folder, 'nested.parquet'), bytes / 4, 'nested');
  row('lists of messages, groups of 10,000 rows, a quarter of the size: 50 rows in the middle', run('middleRows', nested));
}

function measure(bundle: string, task: string, file: string, cache: string): TaskResult {
  const child = spawnSync(process.execPath, [bundle, 'task', task, file, cache], { encoding: 'utf8', maxBuffer: 1e8 });
  if (child.status !== 0) throw new Error(`${task} failed: ${child.stderr}`);
  return JSON.parse(child.stdout) as TaskResult;
}

function header(title: string): void {
  console.log(`\n### ${title}\n\n| what | rows | time | MB/s (share of reading the bytes) | bytes read | resident memory |\n|---|---|---|---|---|---|`);
}

function row(name: string, result: TaskResult, plain?: TaskResult): void {
  const speed = result.fileBytes / megabyte / result.seconds;
  const share = plain === undefined ? '' : `${speed.toFixed(0)} (${((100 * plain.seconds) / result.seconds).toFixed(0)} %)`;
  const read = result.bytesRead === null ? '' : `${(result.bytesRead / megabyte).toFixed(1)} MB`;
  console.log(`| ${name} | ${result.rows === null ? '' : String(result.rows)} | ${result.seconds.toFixed(2)} s | ${share} | ${read} | ${(result.residentBytes / megabyte).toFixed(0)} MB |`);
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(2)} GB`;
}
