import type { DatasetReader } from '../../core/dataset/datasetReader';
import { pairHashes } from '../../core/noise/review/pairHashes';
import { RandomSample, type SampleChoice } from '../../core/noise/review/randomSample';
import type { AuditedSample } from '../../core/noise/rate/auditedRate';
import type { CancellationSignal, RowSource } from '../../core/ports';
import { readRows } from '../lint/readRows';

export interface DrawOptions {
  /** 16 hex digits of a cryptographic hash. */
  readonly hash: (text: string) => string;
  readonly signal?: CancellationSignal;
  readonly onProgress?: (rows: number) => void;
}

/** Draws pairs of a dataset at random; reads all of it once. Rejects as lintDataset does. */
export async function drawSample(source: RowSource, reader: DatasetReader, choice: SampleChoice, { hash, signal, onProgress }: DrawOptions): Promise<AuditedSample> {
  const sample = new RandomSample(choice, hash);
  await readRows(
    source,
    reader,
    ({ pairs }) => {
      for (const pair of pairs) sample.add(pair, pairHashes(pair.texts, hash));
    },
    { signal, onProgress: onProgress && (({ rows }) => onProgress(rows)) },
  );
  return { seed: choice.seed, population: sample.population, pairs: sample.pairs() };
}
