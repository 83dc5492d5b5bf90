import { createReadStream, openSync, readFileSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';

import { RowIndex } from '../src/core/dataset/rowIndex';
import { readRowFields } from '../src/core/dataset/readRowFields';
import type { RowLocation, RowSource } from '../src/core/ports';
import { openRowSource } from '../src/io/openRowSource';

export interface TaskResult {
  readonly seconds: number;
  readonly rows: number | null;
  readonly fileBytes: number;
  /** What the process asked the system for; null where the system does not tell. */
  readonly bytesRead: number | null;
  readonly residentBytes: number;
}

type Task = (file: string, cacheFolder: string) => Promise<number | null>;

const pageRows = 50;

/** What is measured; each resolves to a number of rows. */
export const containerTasks = {
  readBytes: (file) => {
    const [descriptor, buffer] = [openSync(file, 'r'), Buffer.allocUnsafe(1024 * 1024)];
    while (readSync(descriptor, buffer) > 0);
    return Promise.resolve(null);
  },
  firstRows: async (file, cacheFolder) => {
    const source = await open(file, cacheFolder);
    for await (const chunk of source.locate()) return page(source, chunk.slice(0, pageRows));
    return 0;
  },
  middleRows: async (file, cacheFolder) => {
    const source = await open(file, cacheFolder);
    const index = await indexOf(source);
    const first = Math.floor(index.rowCount / 2);
    const rows = await page(source, Array.from({ length: pageRows }, (_, row) => index.location(first + row)).filter((place) => place !== undefined));
    await source.close();
    return rows;
  },
  index: async (file, cacheFolder) => (await indexOf(await open(file, cacheFolder))).rowCount,
  parseLines: async (file) => {
    let rows = 0;
    for await (const line of createInterface({ input: createReadStream(file) })) if (JSON.parse(line) !== null) rows++;
    return rows;
  },
  unpack: (file) =>
    new Promise((resolve, reject) => {
      createReadStream(file).pipe(createGunzip({ chunkSize: 256 * 1024 })).on('data', () => undefined).on('end', () => { resolve(null); }).on('error', reject);
    }),
} satisfies Record<string, Task>;

/** Runs one task in this process and prints what it took. */
export async function runTask(name: keyof typeof containerTasks, file: string, cacheFolder: string): Promise<void> {
  const [before, start] = [bytesRead(), performance.now()];
  const rows = await containerTasks[name](file, cacheFolder);
  const seconds = (performance.now() - start) / 1000;
  const after = bytesRead();
  const result: TaskResult = {
    seconds,
    rows,
    fileBytes: statSync(file).size,
    bytesRead: before === null || after === null ? null : after - before,
    residentBytes: process.resourceUsage().maxRSS * 1024,
  };
  process.stdout.write(JSON.stringify(result));
}

function open(file: string, cacheFolder: string): Promise<RowSource> {
  const parquetWorkerFile = path.join(path.dirname(fileURLToPath(import.meta.url)), 'parquetWorker.cjs');
  return openRowSource(file, { cacheFolder, parquetWorkerFile });
}

async function indexOf(source: RowSource): Promise<RowIndex> {
  const index = new RowIndex();
  for await (const chunk of source.locate()) index.add(chunk);
  return index;
}

async function page(source: RowSource, locations: readonly RowLocation[]): Promise<number> {
  for (const location of locations) {
    const row = readRowFields(await source.read(location));
    if (row.kind !== 'fields') throw new Error(row.reason);
  }
  return locations.length;
}

function bytesRead(): number | null {
  try {
    return Number(/rchar: (\d+)/.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);
  } catch {
    return null;
  }
}
