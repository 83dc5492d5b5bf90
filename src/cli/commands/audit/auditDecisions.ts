import { readFile } from 'node:fs/promises';
import { z } from 'zod';

import type { AuditedSample } from '../../../core/noise/rate/auditedRate';
import type { SampleChoice, SampledPair } from '../../../core/noise/review/randomSample';
import { decisionNames, sampleCode, type DecisionName } from '../../../core/noise/review/reviewRecord';
import { parseJsonLines } from '../../../core/parseJsonLines';
import type { NewReviewRecord, ReviewFile, StoredReview } from '../../../io/review/reviewFile';
import { unreadableFile } from '../../../io/unreadableFile';
import { UsageError } from '../../usageError';

const lineSchema = z.object({ hash: z.string(), occurrence: z.int().nonnegative().default(0), decision: z.enum(decisionNames).nullable() });

interface Told {
  readonly pair: SampledPair;
  readonly decision: DecisionName;
}

/**
 * Takes decisions about sampled pairs into the review file: lines as `preflens audit` writes them, with `decision` filled in; those where it is null are open. All or none
 * are taken. Throws UsageError for a line that is no such decision or about a pair outside the sample, UnreadableFileError, and OutputError.
 */
export async function takeDecisions(file: string, { pairs }: AuditedSample, choice: SampleChoice, { review, before }: { readonly review: ReviewFile; readonly before: StoredReview['log'] }): Promise<void> {
  const told = decisionsIn(file, await textOf(file), pairs);
  if (told.length === 0) return;
  const isBegun = before.sample?.seed === choice.seed && before.sample.size === choice.size;
  const begin: readonly NewReviewRecord[] = isBegun ? [] : [{ kind: 'sample', ...choice }];
  await review.appendAll([...begin, ...told.map(({ pair: { row, pair, hash, occurrence }, decision }): NewReviewRecord => ({ kind: 'decision', row, pair, hash, code: sampleCode, occurrence, decision }))]);
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw unreadableFile(file, error);
  }
}

function decisionsIn(file: string, text: string, pairs: readonly SampledPair[]): readonly Told[] {
  const { records, damaged } = parseJsonLines(text, lineSchema);
  const [first] = damaged;
  if (first) throw new UsageError(`Line ${String(first.line)} of ${file} is no decision (${first.reason}). It takes lines as "preflens audit --format jsonl" writes them, with "decision" one of ${decisionNames.join(', ')}, or null.`);
  const byName = new Map(pairs.map((pair) => [`${pair.hash} ${String(pair.occurrence)}`, pair]));
  return records.flatMap(({ hash, occurrence, decision }) => {
    if (decision === null) return [];
    const pair = byName.get(`${hash} ${String(occurrence)}`);
    if (!pair) throw new UsageError(`${file} decides about a pair (hash "${hash.slice(0, 40)}") that is not in this sample. Was the dataset changed, or another --sample or --seed given, since it was drawn?`);
    return [{ pair, decision }];
  });
}
