import type { FileScoreStore } from '../../io/scoreStore/fileScoreStore';
import { installation } from '../installation';
import { openStore } from '../openStore';
import { ScorerPool } from './lint/scorerPool';
import { wholeNumberFlag } from './scoreOptions';

export interface ScorerFlags {
  readonly threads: string;
  readonly memory: string;
  /** False with --no-store. */
  readonly store: boolean;
}

export interface Scorers {
  readonly scorers: ScorerPool;
  readonly store: FileScoreStore;
}

/** Runs what asks models and keeps what they say; processes and files are given back however it ends. Throws UsageError for a flag that is no number. */
export async function withScorers<Result>(flags: ScorerFlags, run: (parts: Scorers) => Promise<Result>): Promise<Result> {
  const limits = { threads: wholeNumberFlag('threads', flags.threads, 0), memoryMegabytes: wholeNumberFlag('memory', flags.memory, 0) };
  const store = openStore(flags.store);
  const scorers = new ScorerPool({ workerFile: installation.workerFile, ...limits, store });
  try {
    return await run({ scorers, store });
  } finally {
    await scorers.dispose();
    await store.dispose();
  }
}
