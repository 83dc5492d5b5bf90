import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { gatherEvidence } from '../../src/app/lint/gatherEvidence';
import { surveyPairs } from '../../src/app/lint/surveyPairs';
import { openDatasetReader } from '../../src/core/dataset/openDatasetReader';
import type { EvidenceTable } from '../../src/core/noise/evidence/evidenceTable';
import { lengthDifferences } from '../../src/core/noise/evidence/lengthParts';
import type { ProbeProblem } from '../../src/core/noise/probe/probeProblem';
import type { ProbeTrainer } from '../../src/core/noise/probe/probeTrainer';
import type { PairTable } from '../../src/core/noise/verdict/pairTable';
import type { Scorer } from '../../src/core/ports';
import { contentHash } from '../../src/io/contentHash';
import { openRowSource } from '../../src/io/openRowSource';
import type { FileScoreStore } from '../../src/io/scoreStore/fileScoreStore';
import type { BaseFile } from './basePairs';

/** A file read and scored once. All that flips change are signs: of scores, of the rows that probes learn from, and of lengths. */
export interface PreparedFile extends Omit<BaseFile, 'models'> {
  /** Of models alone, with the file's own labels; null without models. */
  readonly evidence: EvidenceTable | null;
  /** What the probes learn from, with the file's own labels: text features, and states where a model gives them. */
  readonly problems: readonly ProbeProblem[];
  /** One number a prompt. */
  readonly groups: Uint32Array;
  /** As `lengthDifferences` has them. */
  readonly lengths: Float64Array;
  /** Characters of chosen − of rejected. */
  readonly longer: Float64Array;
}

export interface Scoring {
  readonly folder: string;
  readonly scorer: Scorer;
  readonly store: FileScoreStore;
}

/** Writes the pairs as a file and reads it as `preflens lint` does. */
export async function preparedFile({ name, pairs, models }: BaseFile, { folder, scorer, store }: Scoring): Promise<PreparedFile> {
  const place = path.join(folder, 'files', `${name.replace(/[^a-z0-9]+/gi, '-')}.jsonl`);
  mkdirSync(path.dirname(place), { recursive: true });
  const text = pairs.map(({ prompt, chosen, rejected }) => `${JSON.stringify({ prompt, chosen, rejected })}\n`).join('');
  // Left alone where it is as it should be: another run may be reading it.
  if (!existsSync(place) || readFileSync(place, 'utf8') !== text) writeFileSync(place, text);
  const source = await openRowSource(place);
  try {
    const reader = await openDatasetReader(source);
    const trainer = new ProblemKeeper();
    const survey = await surveyPairs(source, reader, { hash: contentHash, probe: { trainer } });
    if (survey.pairs.length !== pairs.length) throw new Error(`${name} has ${String(pairs.length)} rows but ${String(survey.pairs.length)} pairs`);
    const { evidence } = await gatherEvidence(source, reader, survey, { probe: { trainer }, store, scorers: models ? [scorer] : [] });
    return { name, pairs, evidence, problems: trainer.problems, groups: survey.groups, lengths: lengthDifferences(survey.pairs), longer: longerBy(survey.pairs) };
  } finally {
    await source.close();
  }
}

function longerBy({ chosenLengths, rejectedLengths }: PairTable): Float64Array {
  return Float64Array.from(chosenLengths, (length, row) => length - (rejectedLengths[row] ?? 0));
}

/** Keeps what it is to learn from, for other labels. */
class ProblemKeeper implements ProbeTrainer {
  readonly problems: ProbeProblem[] = [];

  train(problem: ProbeProblem) {
    this.problems.push(problem);
    return Promise.resolve({ kind: 'untrainable' as const, reason: 'It is trained later.' });
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}
