import type { Interval } from '../lintReport';

/** What a probe that was trained on the file's own labels says of them. Every figure of a pair comes from a fold that it was no part of. */
export interface TrainedProbe {
  readonly kind: 'trained';
  /** P(label right) of each pair in the order of the problem, calibrated. */
  readonly outOfFold: Float64Array;
  /** log-odds of the label, calibrated: outOfFold = σ(logits). */
  readonly logits: Float64Array;
  /** Share of pairs that the probe orders as the label does, ties half: the ceiling of what can be predicted from these features. */
  readonly accuracy: Interval;
  /** Mean −log P(label right), nats; log 2 is that of a coin. */
  readonly logLoss: number;
  /** Expected calibration error of `outOfFold` in ten equal bins of confidence, 0 … 0.5. */
  readonly calibrationError: number;
  /** What the raw log-odds were multiplied by, mean over the folds: below 1 for an overconfident probe. */
  readonly calibrationSlope: number;
  /** Label issues in the confident-learning sense, least probable label first: indices of pairs. */
  readonly issues: Uint32Array;
  /** Confident learning's estimate of the share of wrong labels: the off-diagonal mass of its joint. A point estimate that errs low where the probe is weak. */
  readonly confidentNoiseRate: number;
  /** Mean P(label right): the threshold of both classes. */
  readonly confidentThreshold: number;
  /** Of the standardised features in the preference log-odds, all of them at once; null unless asked for, and for a feature that never differs. */
  readonly coefficients: readonly (Interval | null)[] | null;
  /** The same with each feature alone. */
  readonly aloneCoefficients: readonly (Interval | null)[] | null;
  /** The same with each feature beside the control alone: what is left of it between responses of equal length. The control's own is that alone. */
  readonly controlledCoefficients: readonly (Interval | null)[] | null;
  /** Mean of chosen − rejected by feature, in the feature's own unit. */
  readonly meanDifferences: readonly number[];
  /** L2 penalty ½·λ·‖β‖² on the sum of losses that the folds chose, geometric mean. */
  readonly penalty: number;
  /** Pairs that the probe was trained on; fewer than there are where a sample does. */
  readonly trainedOn: number;
  readonly folds: number;
}

/** Too little to learn from; the reason is one plain sentence. */
export interface UntrainableProbe {
  readonly kind: 'untrainable';
  readonly reason: string;
}

export type ProbeOutcome = TrainedProbe | UntrainableProbe;
