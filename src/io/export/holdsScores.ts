import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

import * as z from 'zod';

import { unreadableFile } from '../unreadableFile';

/** What every line that `preflens score` writes has, also one that says why there are no figures; no dataset has all of it. */
const scoreLineSchema = z.union([
  z.looseObject({ row: z.int(), policyHash: z.string(), rewardMargin: z.number().nullable(), likelihoodMargin: z.number() }),
  z.looseObject({ row: z.int(), error: z.looseObject({ code: z.string(), message: z.string() }) }),
]);
/** A line with figures of all tokens is long; anything longer is no score. */
const longestLine = 64 * 2 ** 20;

/** Whether a file is one of scores (`preflens score --format jsonl`) rather than a dataset, by its first line. Throws UnreadableFileError where it cannot be opened. */
export async function holdsScores(path: string): Promise<boolean> {
  const stream = createReadStream(path, { encoding: 'utf8', end: longestLine });
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) if (line.trim() !== '') return isScore(line);
    return false;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EISDIR') return false;
    throw unreadableFile(path, error);
  } finally {
    stream.destroy();
  }
}

function isScore(line: string): boolean {
  try {
    return scoreLineSchema.safeParse(JSON.parse(line)).success;
  } catch {
    return false;
  }
}
