import type { FindingSeverity } from '../noise/findingCodes';
import type { FilePage, Interval, VerdictName } from '../noise/lintReport';
import type { LengthFit } from '../noise/page/lengthFit';

/** Pairs counted in equal bins `edges[i] ≤ x < edges[i + 1]`. Pairs outside the bins are counted at the ends, so that a few extremes do not squeeze the rest. */
export interface Histogram {
  /** `counts.length + 1` increasing numbers, in the unit of the figure; one of them is 0 where the bins hold it. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  readonly below: number;
  readonly above: number;
}

export const marginFigures = ['rewardMargin', 'likelihoodMargin'] as const;
/** What margins are: reward margins (nats times beta), or those of the policy alone where there is no reference model (nats). */
export type MarginFigure = (typeof marginFigures)[number];

/** Margins of the scored pairs. */
export interface MarginFigures {
  readonly figure: MarginFigure;
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
  /** Edges of the cells: x of the displacement score, y of the margin; a cell holds its lower edge and not its upper. */
  readonly xEdges: readonly number[];
  readonly yEdges: readonly number[];
  /** Pairs by cell, row by row from the lowest margin: `counts[y * (xEdges.length − 1) + x]`. */
  readonly counts: readonly number[];
  /** Pairs that have both figures and lie beyond the edges. */
  readonly outside: number;
  /** Spearman's rank correlation; null for fewer than four pairs or no variation. */
  readonly spearman: Interval | null;
}

/** Margin against the length difference (chosen − rejected, in tokens), in bins that hold about as many pairs each. */
export interface LengthFigures {
  /** A bin holds its `low` and not its `high`, where the next begins; the last holds its `high` too, the largest difference of all. */
  readonly bins: readonly { readonly low: number; readonly high: number; readonly pairs: number; readonly medianMargin: number; readonly accuracy: Interval }[];
  /** The length-controlled fit, drawn by `fittedAccuracy`; null where it cannot be had. */
  readonly fit: LengthFit | null;
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
