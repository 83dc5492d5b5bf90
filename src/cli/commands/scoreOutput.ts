import { writeFile } from 'node:fs/promises';

import type { RowResult } from '../../app/scoreRows';
import type { ScoreSummary } from '../../app/scoreSummary';
import type { ModelSetIdentity, RowSource } from '../../core/ports';
import { JsonLinesWriter } from '../../io/jsonLinesWriter';
import { OutputError } from '../../io/outputError';
import { StreamLinesWriter } from '../../io/streamLinesWriter';
import { scoreRecord } from '../../app/records/scoreRecord';
import { scoreTable } from '../reporters/scoreTable';
import type { ScoreFormat } from './scoreOptions';
import { TrlColumnsOutput } from './trlColumnsOutput';

/** Where the results of a scoring run go. */
export interface ScoreOutput {
  /** False when nobody reads any more. */
  add(result: RowResult): Promise<boolean>;
  finish(summary: ScoreSummary, identity: ModelSetIdentity): Promise<void>;
  /** Keeps what was written; the path where it is, null on a stream. */
  interrupt(): Promise<string | null>;
}

export interface ScoreOutputOptions {
  readonly file: string;
  readonly out: string | undefined;
  readonly worst: number;
}

const narrowestTable = 140;

export async function openScoreOutput(format: ScoreFormat, options: ScoreOutputOptions): Promise<ScoreOutput> {
  if (format === 'jsonl') return options.out === undefined ? streamOutput() : fileOutput(await JsonLinesWriter.create(options.out));
  return collectedOutput(format, options);
}

function streamOutput(): ScoreOutput {
  const writer = new StreamLinesWriter(process.stdout);
  return {
    add: (result) => writer.write(scoreRecord(result)),
    finish: () => writer.close(),
    interrupt: async () => {
      await writer.close();
      return null;
    },
  };
}

function fileOutput(writer: JsonLinesWriter): ScoreOutput {
  return {
    add: (result) => writer.write(scoreRecord(result)),
    finish: () => writer.close(),
    interrupt: () => writer.keepPartial(),
  };
}

/** Rows of the dataset with TRL's columns, into a file or the standard output. */
export async function openTrlColumnsOutput(source: RowSource, out: string | undefined): Promise<TrlColumnsOutput> {
  if (out !== undefined) {
    const writer = await JsonLinesWriter.create(out);
    return new TrlColumnsOutput(writer, source, () => writer.keepPartial());
  }
  const writer = new StreamLinesWriter(process.stdout);
  return new TrlColumnsOutput(writer, source, async () => {
    await writer.close();
    return null;
  });
}

/** Formats that need all rows before the first can be shown. */
function collectedOutput(format: 'json' | 'text', options: ScoreOutputOptions): ScoreOutput {
  const results: RowResult[] = [];
  return {
    add: async (result) => {
      results.push(result);
      return true;
    },
    finish: async (summary, identity) => {
      const width = Math.max(process.stdout.columns ?? 0, narrowestTable);
      const text =
        format === 'text'
          ? scoreTable(results, summary, identity, { ...options, width })
          : `${JSON.stringify({ file: options.file, models: identity, summary, rows: results.map(scoreRecord) }, null, 2)}\n`;
      await writeText(text, options.out);
    },
    interrupt: async () => null,
  };
}

async function writeText(text: string, out: string | undefined): Promise<void> {
  if (out === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    await writeFile(out, text);
  } catch (error) {
    throw new OutputError(out, error);
  }
}
