import type { LooseAnswer, ReadingNote } from '../preferencePair';
import type { PairReading, RowReading } from '../schemas/schemaAdapter';
import type { Comparison } from './comparison';
import type { Answer } from './part';

/** An answer with what decides: the higher, the better. Null where nobody rated it. */
export interface RankedAnswer {
  readonly answer: Answer;
  readonly score: number | null;
}

/** Comparisons that are made of one row. A ranking of 1,000 answers has half a million. */
export const maximalComparisons = 1000;

/**
 * All pairs of a ranking: the better answer against the worse, the best answer's first. Answers with equal scores are ties,
 * and those without a score are kept as unpaired.
 */
export function readRanking(comparison: Comparison, answers: readonly RankedAnswer[], ratedBy: string): RowReading {
  const rated = answers.filter((one): one is { answer: Answer; score: number } => one.score !== null);
  const loose: Omit<LooseAnswer, 'schema'>[] = answers
    .filter(({ score }) => score === null)
    .map(({ answer }) => comparison.unpaired(answer, { label: null, score: null, why: `The answer has no ${ratedBy}.` }));
  // Sorting is stable: answers of equal score stay in the order of the row.
  const best = [...rated].sort((first, second) => second.score - first.score);
  const [only] = best;
  if (best.length === 1 && only !== undefined) {
    loose.push(comparison.unpaired(only.answer, { label: null, score: only.score, why: 'There is no other answer to compare it with.' }));
  }
  return { ...compareAll(comparison, best, loose, ratedBy), notes: tooMany(best.length) };
}

function compareAll(
  comparison: Comparison,
  best: readonly { readonly answer: Answer; readonly score: number }[],
  loose: Omit<LooseAnswer, 'schema'>[],
  ratedBy: string,
): Pick<RowReading, 'pairs' | 'loose'> {
  const pairs: PairReading[] = [];
  let compared = 0;
  for (const [index, better] of best.entries()) {
    for (const worse of best.slice(index + 1, index + 1 + maximalComparisons - compared)) {
      compared++;
      if (better.score > worse.score) pairs.push(comparison.pair(better.answer, worse.answer));
      else loose.push(comparison.tie(better.answer, worse.answer, `Both answers have the same ${ratedBy}.`));
    }
    if (compared >= maximalComparisons) break;
  }
  return { pairs, loose };
}

function tooMany(answers: number): readonly ReadingNote[] {
  const all = (answers * (answers - 1)) / 2;
  if (all <= maximalComparisons) return [];
  const message = `The ${String(answers)} answers of the row make ${String(all)} comparisons; the first ${String(maximalComparisons)} are read, those of the best answers.`;
  return [{ code: 'pairs-left-out', message }];
}
