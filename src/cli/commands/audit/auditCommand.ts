import path from 'node:path';

import { rowsAgain } from '../../../app/lint/rowsAgain';
import { drawSample } from '../../../app/review/drawSample';
import type { DatasetReader } from '../../../core/dataset/datasetReader';
import { openDatasetReader } from '../../../core/dataset/openDatasetReader';
import type { PairTexts } from '../../../core/dataset/preferencePair';
import { auditedRate, type AuditedSample } from '../../../core/noise/rate/auditedRate';
import type { ReviewLog } from '../../../core/noise/review/reviewLog';
import { reviewKey, sampleCode, type DecisionName } from '../../../core/noise/review/reviewRecord';
import type { RowSource } from '../../../core/ports';
import { ReviewFile } from '../../../io/review/reviewFile';
import { rowHash } from '../../../io/rowHash';
import { exitStatus } from '../../exitStatus';
import { ProgressLine } from '../../progressLine';
import { auditText } from '../../reporters/auditText';
import { LintOutput } from '../lint/lintOutput';
import { openDataset } from '../openDataset';
import { readingFlags } from '../readingFlags';
import { takeDecisions } from './auditDecisions';
import { askedSample, auditFormat, sampleChoice, type AuditFlags, type AuditFormat } from './auditFlags';

/** A pair of the sample as it is written; the field names are a public contract (docs/audit.md). */
export interface AuditLine {
  readonly row: number;
  readonly line: number;
  readonly pair: number;
  readonly hash: string;
  readonly occurrence: number;
  readonly decision: DecisionName | null;
  readonly prompt: PairTexts['prompt'];
  readonly chosen: PairTexts['chosen'];
  readonly rejected: PairTexts['rejected'];
}

/** `preflens audit FILE`: pairs drawn at random, and the share of wrong labels by what people said of them. Resolves to the exit status. */
export async function audit(file: string, flags: AuditFlags, signal: AbortSignal): Promise<number> {
  const format = auditFormat(flags);
  const asked = askedSample(flags);
  const reading = readingFlags(flags);
  const review = new ReviewFile(file);
  const progress = new ProgressLine(process.stderr);
  const source = await openDataset(file, flags, signal);
  try {
    const before = (await review.read()).log;
    const choice = sampleChoice(asked, before);
    const reader = await openDatasetReader(source, reading, signal);
    const sample = await drawSample(source, reader, choice, { hash: rowHash, signal, onProgress: (rows) => progress.show(`${file}: ${String(rows)} rows`) });
    if (flags.decisions !== undefined) await takeDecisions(flags.decisions, sample, choice, { review, before });
    const { log } = await review.read();
    const lines = await auditLines(source, reader, sample, log, signal);
    progress.clear();
    await LintOutput.during(flags.out, async (output) => {
      for (const text of pieces(format, path.normalize(file), { sample, lines, log })) if (!(await output.write(text))) return;
      await output.close();
    });
    return exitStatus.done;
  } finally {
    progress.clear();
    await source.close();
  }
}

/** The texts of the sampled pairs, in the order in which they were drawn. */
async function auditLines(source: RowSource, reader: DatasetReader, { pairs }: AuditedSample, log: ReviewLog, signal: AbortSignal): Promise<readonly AuditLine[]> {
  const texts = new Map<string, PairTexts>();
  for await (const { row } of rowsAgain(source, reader, new Set(pairs.map(({ row: number }) => number)), signal)) {
    for (const pair of row.kind === 'read' ? row.pairs : []) texts.set(`${String(pair.row)} ${String(pair.pair)}`, pair.texts);
  }
  return pairs.flatMap(({ row, line, pair, hash, occurrence }) => {
    const known = texts.get(`${String(row)} ${String(pair)}`);
    if (!known) return [];
    const decision = log.said(reviewKey({ hash, code: sampleCode, occurrence }))?.record.decision ?? null;
    return [{ row, line, pair, hash, occurrence, decision, prompt: known.prompt, chosen: known.chosen, rejected: known.rejected }];
  });
}

interface Audited {
  readonly sample: AuditedSample;
  readonly lines: readonly AuditLine[];
  readonly log: ReviewLog;
}

function* pieces(format: AuditFormat, file: string, { sample, lines, log }: Audited): Generator<string> {
  const rate = auditedRate(log, sample);
  if (format === 'text') yield auditText(file, rate, lines);
  else if (format === 'json') yield `${JSON.stringify({ file, auditedRate: rate, sample: lines }, null, 2)}\n`;
  else for (const line of lines) yield `${JSON.stringify(line)}\n`;
}
