import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

import { UnreadableFileError } from '../../core/errors';
import { pairScoreSchema, type PairScore } from '../../core/scoring/pairScore';
import { unreadableFile } from '../unreadableFile';

/** The scores in a file that `preflens score` wrote, in order; rows without figures are passed over. Throws UnreadableFileError. */
export async function* readScores(path: string): AsyncGenerator<PairScore> {
  let line = 0;
  for await (const text of lines(path)) {
    line++;
    if (text.trim() === '') continue;
    const score = parseScore(text);
    if (score === undefined) throw new UnreadableFileError(`${path} has no score in line ${String(line)}; give a file that "preflens score --format jsonl" wrote.`);
    if (score !== null) yield score;
  }
}

async function* lines(path: string): AsyncGenerator<string> {
  try {
    yield* createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
  } catch (error) {
    throw unreadableFile(path, error);
  }
}

/** Null for a row without figures, undefined for anything else than a score. */
function parseScore(text: string): PairScore | null | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value === 'object' && value !== null && 'error' in value) return null;
  return pairScoreSchema.safeParse(value).data;
}
