import type { ComparedSide } from '../../core/compare/comparisonRecord';
import type { CollectedScores } from './collectScoreSet';

const unknown = { convention: null, beta: null, precision: null, policyHash: null, referenceHash: null };

/** What a comparison says of one of its sides. @param scores the file that its figures were read from; null where they were not read */
export function comparedSide(file: string, scores: string | null, { set, provenance }: CollectedScores): ComparedSide {
  let unscored = 0;
  for (const margin of set.likelihoodMargin) if (Number.isNaN(margin)) unscored++;
  return { file, scores, pairs: set.length, unscored, ...(provenance ?? unknown) };
}
