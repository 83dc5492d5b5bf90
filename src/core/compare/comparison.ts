import type { Steps } from '../noise/steps';
import { flippedPairs, rankChanges, type RankChanges } from './changedPairs';
import { comparedColumns, type ComparedColumns } from './comparedColumns';
import { comparisonFigures, type ComparisonFigures } from './comparisonFigures';
import { matchPairs, type Matching, type PairMatch } from './matchPairs';
import { comparableFigure, type ComparedFigure, type ScoreSet } from './scoreSet';

/** Two score sets side by side. */
export interface Comparison {
  readonly figure: ComparedFigure;
  readonly match: PairMatch;
  readonly columns: ComparedColumns;
  readonly figures: ComparisonFigures;
  /** Places in the columns, the largest change first. */
  readonly flips: Uint32Array;
  readonly ranks: RankChanges;
}

/** Matches the pairs of two score sets and says how far they agree. Linear but for sorting: a million pairs take seconds. */
export function* compareScoreSets(first: ScoreSet, second: ScoreSet, matching: Matching): Steps<Comparison> {
  const figure = yield* comparableFigure(first, second);
  const match = yield* matchPairs(first, second, matching);
  const columns = yield* comparedColumns(first, second, match, figure);
  const figures = yield* comparisonFigures(columns);
  return { figure, match, columns, figures, flips: yield* flippedPairs(columns), ranks: yield* rankChanges(columns) };
}
