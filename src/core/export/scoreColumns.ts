import type { PairScore } from '../scoring/pairScore';

/** Figures of a pair that an export can carry, by their names in PairScore; those of a response with its name before them. */
export const scoreColumns = [
  'rewardMargin',
  'preferenceProbability',
  'likelihoodMargin',
  'referenceMargin',
  'rankingDifficulty',
  'ches',
  'lengthNormalizedChes',
  'lastHiddenInnerProduct',
  'normalizedEditDistance',
  'chosenLogProbability',
  'rejectedLogProbability',
  'chosenReferenceLogProbability',
  'rejectedReferenceLogProbability',
  'chosenReward',
  'rejectedReward',
  'chosenTokenCount',
  'rejectedTokenCount',
] as const;
export type ScoreColumn = (typeof scoreColumns)[number];

export type PairFigures = Readonly<Record<ScoreColumn, number | null>>;

export function pairFigures(score: PairScore): PairFigures {
  const { chosen, rejected } = score;
  return {
    rewardMargin: score.rewardMargin,
    preferenceProbability: score.preferenceProbability,
    likelihoodMargin: score.likelihoodMargin,
    referenceMargin: score.referenceMargin,
    rankingDifficulty: score.rankingDifficulty,
    ches: score.ches,
    lengthNormalizedChes: score.lengthNormalizedChes,
    lastHiddenInnerProduct: score.lastHiddenInnerProduct,
    normalizedEditDistance: score.normalizedEditDistance,
    chosenLogProbability: chosen.logProbability,
    rejectedLogProbability: rejected.logProbability,
    chosenReferenceLogProbability: chosen.referenceLogProbability,
    rejectedReferenceLogProbability: rejected.referenceLogProbability,
    chosenReward: chosen.reward,
    rejectedReward: rejected.reward,
    chosenTokenCount: chosen.tokenCount,
    rejectedTokenCount: rejected.tokenCount,
  };
}

/** The figures of the same pair with its responses swapped. CHES measures the chosen response against itself, so it is unknown then. */
export function swappedFigures(figures: PairFigures): PairFigures {
  const { preferenceProbability } = figures;
  return {
    ...figures,
    rewardMargin: negated(figures.rewardMargin),
    preferenceProbability: preferenceProbability === null ? null : 1 - preferenceProbability,
    likelihoodMargin: negated(figures.likelihoodMargin),
    referenceMargin: negated(figures.referenceMargin),
    rankingDifficulty: negated(figures.rankingDifficulty),
    ches: null,
    lengthNormalizedChes: null,
    chosenLogProbability: figures.rejectedLogProbability,
    rejectedLogProbability: figures.chosenLogProbability,
    chosenReferenceLogProbability: figures.rejectedReferenceLogProbability,
    rejectedReferenceLogProbability: figures.chosenReferenceLogProbability,
    chosenReward: figures.rejectedReward,
    rejectedReward: figures.chosenReward,
    chosenTokenCount: figures.rejectedTokenCount,
    rejectedTokenCount: figures.chosenTokenCount,
  };
}

/** Without the sign on a zero, which JSON and people read as something else. */
function negated(figure: number | null): number | null {
  return figure === null ? null : 0 - figure;
}
