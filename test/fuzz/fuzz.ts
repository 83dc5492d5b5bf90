import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { openDatasetReader } from '../../src/core/dataset/openDatasetReader';
import type { DatasetRow } from '../../src/core/dataset/preferencePair';
import { UnreadableFileError } from '../../src/core/errors';
import type { RowLocation } from '../../src/core/ports';
import { openRowSource } from '../../src/io/openRowSource';
import { unaccounted, type Outcome } from './accounted';
import { mutate } from './mutate';
import { originals, type Original } from './originals';
import { Random } from './random';

/** How often each container was read, and refused as a whole. */
export type Tally = Record<Original['container'], { read: number; refused: number; rows: number; unreadable: number }>;

/**
 * Reads damaged files, seeded: `count` in all, the same for every container. Throws, naming the seed, when one crashes, when a
 * row is neither read nor located as an error, or when text that is not in the file is given.
 */
export async function fuzz(count: number, folder: string, firstSeed: number): Promise<Tally> {
  const tally = Object.fromEntries(originals.map(({ container }) => [container, { read: 0, refused: 0, rows: 0, unreadable: 0 }])) as Tally;
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    const original = originals[seed % originals.length]!;
    const damaged = mutate(original.bytes, new Random(seed), originals.map(({ bytes }) => bytes));
    const file = join(folder, original.name);
    writeFileSync(file, damaged);
    const problem = await tryOne(file, original, damaged, tally, join(folder, 'cache')).catch((error: unknown) => `${String(error)}\n${error instanceof Error ? (error.stack ?? '') : ''}`);
    if (problem !== undefined) throw new Error(`Seed ${String(seed)} (${original.name}): ${problem}`);
    if (seed % 1000 === 0) rmSync(join(folder, 'cache'), { recursive: true, force: true });
  }
  return tally;
}

async function tryOne(file: string, original: Original, damaged: Buffer, tally: Tally, cacheFolder: string): Promise<string | undefined> {
  const counts = tally[original.container];
  let outcome: Outcome;
  try {
    outcome = await readWhole(file, cacheFolder);
  } catch (error) {
    if (!UnreadableFileError.is(error)) throw error;
    counts.refused++;
    return error.message.includes(file) ? undefined : `the refusal names no file: ${error.message}`;
  }
  counts.read++;
  counts.rows += outcome.rows.length;
  counts.unreadable += outcome.rows.filter(({ kind }) => kind === 'unreadable').length;
  return check(original, damaged, outcome);
}

async function readWhole(file: string, cacheFolder: string): Promise<Outcome> {
  const source = await openRowSource(file, { cacheFolder });
  try {
    const locations: RowLocation[] = [];
    for await (const chunk of source.locate()) locations.push(...chunk);
    const rows: DatasetRow[] = [];
    const reader = await openDatasetReader(source);
    for (const location of locations) rows.push(await reader.read(source, location));
    return { format: source.container.format, locations, rows };
  } finally {
    await source.close();
  }
}

function check({ container, bytes }: Original, damaged: Buffer, outcome: Outcome): string | undefined {
  for (const row of outcome.rows) {
    if (row.kind === 'unreadable' && (row.unreadable.reason === '' || row.unreadable.column < 1)) return 'an error without reason or place';
  }
  if (outcome.format === 'parquet') {
    const numbers = outcome.locations.every(({ row }, index) => row === index);
    return numbers && outcome.rows.length === outcome.locations.length ? undefined : 'rows of the footer are missing';
  }
  const text = textOf(container, bytes, damaged);
  return text === undefined ? undefined : unaccounted(text, outcome);
}

/** What a reader of the text must account for; undefined where the damage made something else of the file. */
function textOf(container: Original['container'], original: Buffer, damaged: Buffer): Buffer | undefined {
  const isGzip = damaged[0] === 0x1f && damaged[1] === 0x8b;
  // Gzip has checksums: what is read at all must be what was packed, or another packed text.
  if (isGzip) return gunzipSync(damaged);
  if (damaged.subarray(0, 2).equals(Buffer.from([0xff, 0xfe]))) return Buffer.from(damaged.toString('utf16le').slice(1));
  return container === 'utf-16' || container === 'gzip' ? undefined : original.length >= 0 ? damaged : undefined;
}
