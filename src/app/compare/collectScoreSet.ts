import { pairIdentity } from '../../core/compare/pairIdentity';
import type { ScoreSet } from '../../core/compare/scoreSet';
import { ScoreSetBuilder } from '../../core/compare/scoreSetBuilder';
import type { Steps } from '../../core/noise/steps';
import { HashIndex } from '../../core/noise/structural/hashIndex';
import type { PairScore } from '../../core/scoring/pairScore';
import { filledInSteps } from '../../core/statistics/filledInSteps';
import type { RowResult } from '../scoreRows';

export interface CollectedScores {
  readonly set: ScoreSet;
  /** Why the first pair without figures has none; null where all have some. */
  readonly problem: string | null;
  /** Where the figures come from, as the first score says it; null where there is none. */
  readonly provenance: ScoreProvenance | null;
}

/** What every score of a set has in common. */
export type ScoreProvenance = Pick<PairScore, 'convention' | 'beta' | 'precision' | 'policyHash' | 'referenceHash'>;

/** Score sets from what is being scored; `onPair` is told how many pairs there are so far. */
export async function collectScored(results: AsyncIterable<RowResult>, onPair: (pairs: number) => void = () => undefined): Promise<CollectedScores> {
  const builder = new ScoreSetBuilder();
  let problem: string | null = null;
  let provenance: ScoreProvenance | null = null;
  for await (const result of results) {
    const { pair } = result;
    if (pair === null) continue;
    if (result.kind === 'unscored') problem ??= result.reason;
    else provenance ??= provenanceOf(result.score);
    builder.add(pair, result.kind === 'scored' ? result.score : null, pairIdentity(pair.texts));
    onPair(builder.length);
  }
  return { set: builder.build(), problem, provenance };
}

/** A score set from scores that were written down; they hold no texts, so its pairs are known by their place alone. */
export async function collectWritten(scores: AsyncIterable<PairScore>): Promise<CollectedScores> {
  const builder = new ScoreSetBuilder();
  let provenance: ScoreProvenance | null = null;
  for await (const score of scores) {
    provenance ??= provenanceOf(score);
    builder.add(score, score, null);
  }
  return { set: builder.build(), problem: null, provenance };
}

const pairsAtOnce = 1 << 14;

/** Scores that were written down, with the texts of the dataset that they are of: they can then be matched with those of another file. */
export function* withTexts(written: ScoreSet, dataset: ScoreSet): Steps<ScoreSet> {
  const index = new HashIndex(written.length);
  const places = new Uint32Array(written.length);
  for (let at = 0; at < written.length; at++) {
    if (at % pairsAtOnce === 0) yield;
    places[index.add(written.row[at] ?? 0, written.pair[at] ?? 0)] = at;
  }
  const marginAt = (column: Float64Array, at: number): number => {
    const number = index.find(dataset.row[at] ?? 0, dataset.pair[at] ?? 0);
    return number === undefined ? NaN : (column[places[number] ?? 0] ?? NaN);
  };
  return {
    ...dataset,
    rewardMargin: yield* filledInSteps(new Float64Array(dataset.length), (at) => marginAt(written.rewardMargin, at)),
    likelihoodMargin: yield* filledInSteps(new Float64Array(dataset.length), (at) => marginAt(written.likelihoodMargin, at)),
  };
}

function provenanceOf({ convention, beta, precision, policyHash, referenceHash }: PairScore): ScoreProvenance {
  return { convention, beta, precision, policyHash, referenceHash };
}
