import type { FindingSeverity } from '../noise/findingCodes';
import type { FilePage, Interval, VerdictName } from '../noise/lintReport';

/** Pairs counted in equal bins. Pairs outside the bins are counted at the ends, so that a few extremes do not squeeze the rest. */
export interface Histogram {
  /** `counts.length + 1` increasing numbers, in the unit of the figure. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  readonly below: number;
  readonly above: number;
}

/** Reward margins of the scored pairs, in nats times beta. */
export interface MarginFigures {
  readonly histogram: Histogram;
  /** Margins so near to zero that the models cannot say which response is better; null where no band is known. */
  readonly ambiguous: { readonly low: number; readonly high: number } | null;
  readonly median: number;
  /** Share of pairs with a margin above zero: the implicit-reward accuracy. */
  readonly accuracy: Interval;
}

export const displacementAxes = ['lengthNormalizedChes', 'displacement'] as const;
/** What the margins are set against: length-normalised CHES or our first-order displacement Δ. */
export type DisplacementAxis = (typeof displacementAxes)[number];

/** Margin against a displacement score, as a grid of counts: what a picture without a million points shows. */
export interface DisplacementFigures {
  readonly axis: DisplacementAxis;
  readonly xEdges: readonly number[];
  readonly yEdges: readonly number[];
  /** Pairs by cell, row by row from the lowest margin: `counts[y * (xEdges.length − 1) + x]`. */
  readonly counts: readonly number[];
  /** Spearman's rank correlation; null for fewer than three pairs or no variation. */
  readonly spearman: Interval | null;
}

/** Margin against the length difference (chosen − rejected, in tokens), in bins that hold about as many pairs each. */
export interface LengthFigures {
  readonly bins: readonly { readonly low: number; readonly high: number; readonly pairs: number; readonly medianMargin: number; readonly accuracy: Interval }[];
  /** P(margin > 0) = σ(intercept + slope · difference / deviation): the length-controlled fit; null where it cannot be had. */
  readonly fit: { readonly intercept: number; readonly slope: number; readonly deviation: number } | null;
}

/** How often the label was right where the models were so sure: σ(margin) against a label that they were not trained on. */
export interface CalibrationFigures {
  /** What the label is, in words, for example `label column "gold"`. */
  readonly label: string;
  readonly bins: readonly { readonly predicted: number; readonly observed: Interval; readonly pairs: number }[];
  readonly expectedCalibrationError: Interval;
}

/** Margins by the values of one label column (source, model, annotator, language), on the edges of the whole file's histogram. */
export interface SliceMargins {
  readonly label: string;
  readonly value: string;
  readonly pairs: number;
  readonly counts: readonly number[];
  readonly accuracy: Interval | null;
  readonly noiseRate: Interval | null;
}

/** How many findings a code has, and what it says. */
export interface CodeCount {
  readonly code: string;
  readonly title: string;
  readonly severity: FindingSeverity;
  readonly count: number;
}

/** Everything that pictures and pages of a whole file show. Parts that nothing is known of are null or empty. */
export interface OverviewFigures {
  /** Base name. */
  readonly file: string;
  readonly rows: number;
  readonly pairs: number;
  readonly scored: number;
  readonly margins: MarginFigures | null;
  readonly displacement: DisplacementFigures | null;
  readonly lengths: LengthFigures | null;
  readonly calibration: CalibrationFigures | null;
  readonly slices: readonly SliceMargins[];
  readonly page: FilePage;
  readonly verdicts: Readonly<Record<VerdictName, number>>;
  /** The most frequent first. */
  readonly codes: readonly CodeCount[];
  /** Where the numbers come from; null where no models were asked. */
  readonly models: {
    readonly policyName: string;
    readonly policyHash: string;
    readonly referenceName: string | null;
    readonly referenceHash: string | null;
    readonly convention: string;
    readonly precision: string;
    readonly beta: number;
  } | null;
}
