/** Figures that can stand before a row. */
export const inlineFigures = ['rewardMargin', 'preferenceProbability', 'lengthNormalizedChes', 'likelihoodMargin'] as const;
export type InlineFigure = (typeof inlineFigures)[number];

interface FigureTraits {
  /** Where good and bad part; null where the figure has no such point, and the median of the file stands in. */
  readonly neutral: number | null;
  readonly higherIsWorse: boolean;
  readonly signed: boolean;
}

/** What decides how a figure is written, ranked and coloured. */
export const figureTraits: Readonly<Record<InlineFigure, FigureTraits>> = {
  rewardMargin: { neutral: 0, higherIsWorse: false, signed: true },
  preferenceProbability: { neutral: 0.5, higherIsWorse: false, signed: false },
  lengthNormalizedChes: { neutral: null, higherIsWorse: true, signed: true },
  likelihoodMargin: { neutral: 0, higherIsWorse: false, signed: true },
};
