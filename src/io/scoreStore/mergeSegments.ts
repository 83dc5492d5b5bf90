import { readFile, rm, stat } from 'node:fs/promises';

import { keyBytes } from './recordTable';
import { recordAt } from './segmentFormat';
import { SegmentWriter } from './segmentWriter';

/** Every process leaves a file or two; beyond that many they are put together. */
const mostSmallSegments = 24;
/** A file that was not written for so long is most likely nobody's any more; a writer that is alive notices and begins another. */
const restMilliseconds = 10 * 60_000;

/**
 * Puts many small segments together into few, one record a key, so that opening stays quick after a thousand runs. Two
 * processes that do so at once leave records twice, which harms nothing. Rejects with the system's error; all sources are then still there.
 */
export async function mergeSegments(folder: string, files: readonly string[], segmentBytes: number): Promise<void> {
  const small = await smallOf(files, segmentBytes);
  if (small.length < mostSmallSegments) return;
  const records = new Map<string, Buffer>();
  for (const file of small) for (const record of await recordsOf(file)) records.set(record.toString('latin1', 8, 8 + keyBytes), record);
  const writer = new SegmentWriter(folder, segmentBytes);
  await writer.append([...records.values()]);
  await writer.close();
  for (const file of small) await rm(file, { force: true });
}

/** Those that together make one segment of the usual size. */
async function smallOf(files: readonly string[], segmentBytes: number): Promise<string[]> {
  const small: string[] = [];
  let total = 0;
  for (const file of files) {
    const stats = await stat(file).catch(() => null);
    if (!stats || stats.size > segmentBytes / 4 || Date.now() - stats.mtimeMs < restMilliseconds || total + stats.size > segmentBytes) continue;
    total += stats.size;
    small.push(file);
  }
  return small;
}

async function recordsOf(file: string): Promise<Buffer[]> {
  const bytes = await readFile(file).catch(() => Buffer.alloc(0));
  const records: Buffer[] = [];
  for (let offset = 0; ; ) {
    const found = recordAt(bytes, offset);
    if (found.kind === 'incomplete') return records;
    if (found.kind === 'record') records.push(bytes.subarray(offset, found.next));
    offset = found.next;
  }
}
