import { pairIdentity } from '../../core/compare/pairIdentity';
import type { ScoreSet } from '../../core/compare/scoreSet';
import { ScoreSetBuilder } from '../../core/compare/scoreSetBuilder';
import type { PairScore } from '../../core/scoring/pairScore';
import type { RowResult } from '../scoreRows';

export interface CollectedScores {
  readonly set: ScoreSet;
  /** Pairs that have no figures, and rows that gave no pair at all. */
  readonly unscored: number;
  readonly rowsWithoutPair: number;
  /** Where the figures come from, as the first score says it; null where there is none. */
  readonly provenance: ScoreProvenance | null;
}

/** What every score of a set has in common. */
export type ScoreProvenance = Pick<PairScore, 'convention' | 'beta' | 'precision' | 'policyHash' | 'referenceHash'>;

/** Score sets from what is being scored; `onPair` is told how many pairs there are so far. */
export async function collectScored(results: AsyncIterable<RowResult>, onPair: (pairs: number) => void = () => undefined): Promise<CollectedScores> {
  const builder = new ScoreSetBuilder();
  let [unscored, rowsWithoutPair] = [0, 0];
  let provenance: ScoreProvenance | null = null;
  for await (const result of results) {
    const { pair } = result;
    if (pair === null) rowsWithoutPair++;
    else {
      const score = result.kind === 'scored' ? result.score : null;
      if (score === null) unscored++;
      else provenance ??= provenanceOf(score);
      builder.add(pair, score, pairIdentity(pair.texts));
      onPair(builder.length);
    }
  }
  return { set: builder.build(), unscored, rowsWithoutPair, provenance };
}

/** A score set from scores that were written down; they hold no texts, so its pairs are known by their place alone. */
export async function collectWritten(scores: AsyncIterable<PairScore>): Promise<CollectedScores> {
  const builder = new ScoreSetBuilder();
  let provenance: ScoreProvenance | null = null;
  for await (const score of scores) {
    provenance ??= provenanceOf(score);
    builder.add(score, score, null);
  }
  return { set: builder.build(), unscored: 0, rowsWithoutPair: 0, provenance };
}

/** Scores that were written down, with the texts of the dataset that they are of: they can then be matched with those of another file. */
export function withTexts(written: ScoreSet, dataset: ScoreSet): ScoreSet {
  const places = new Map<string, number>();
  for (let at = 0; at < written.length; at++) places.set(`${String(written.row[at])}.${String(written.pair[at])}`, at);
  const margins = (column: Float64Array): Float64Array => Float64Array.from({ length: dataset.length }, (_, at) => column[places.get(`${String(dataset.row[at])}.${String(dataset.pair[at])}`) ?? -1] ?? NaN);
  return { ...dataset, rewardMargin: margins(written.rewardMargin), likelihoodMargin: margins(written.likelihoodMargin) };
}

function provenanceOf({ convention, beta, precision, policyHash, referenceHash }: PairScore): ScoreProvenance {
  return { convention, beta, precision, policyHash, referenceHash };
}
