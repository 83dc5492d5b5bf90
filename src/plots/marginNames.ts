import type { MarginFigure } from '../core/overview/overviewFigures';

/** Margins as headings name them. */
export const marginNames: Readonly<Record<MarginFigure, string>> = {
  rewardMargin: 'Reward margin',
  likelihoodMargin: 'Likelihood margin',
};
