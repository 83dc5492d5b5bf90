import type { AttributionTarget } from '../../core/attribution/attributionTarget';
import type { PromptPiece } from '../../core/attribution/promptGame';
import type { PromptUnit, RemovalChoice } from '../../core/attribution/promptUnit';
import type { AttributionMethod } from '../../core/attribution/shapleyEstimator';
import type { NoiseShare } from '../../core/attribution/tokenNoise';

/** One unit of the prompt with its share of v(N) − v(∅), in the unit of the value. */
export interface AttributedPlayer extends PromptPiece {
  /** Its text, white space in front included. */
  readonly text: string;
  /** Tokens that belong to it; 0 for one that truncation cut off. */
  readonly tokens: number;
  readonly value: number;
  /** 0 where the value is exact. */
  readonly standardError: number;
  /** The 95 % interval. */
  readonly low: number;
  readonly high: number;
  /** Only function words, punctuation or layout. */
  readonly lowInformation: boolean;
}

/** What is known of an attribution at some moment. */
export interface AttributionSnapshot {
  readonly target: AttributionTarget;
  readonly unit: PromptUnit;
  readonly removal: RemovalChoice;
  readonly method: AttributionMethod;
  readonly seed: number;
  /** Number of units, also while `players` is null. */
  readonly units: number;
  /** In the order of the prompt; null while too little is known. */
  readonly players: readonly AttributedPlayer[] | null;
  /** v(∅), v(N); null until they are known. */
  readonly empty: number | null;
  readonly full: number | null;
  /** v(N) − v(∅) − Σφ: rounding, where an estimator keeps the sum exactly. */
  readonly residual: number | null;
  /** Different coalitions that the figures rest on, ∅ and N included. */
  readonly evaluations: number;
  /** Evaluations after which the run ends, by forecast where a precision is asked for. */
  readonly forecast: number;
  /** True when the budget is spent, the precision reached, or nothing is left to learn. */
  readonly done: boolean;
  /** True when the values are exact. */
  readonly exact: boolean;
  /** Share of Σ|φ| on units of little information; null for units larger than a word, or where nothing is attributed. */
  readonly tokenNoise: NoiseShare | null;
}
