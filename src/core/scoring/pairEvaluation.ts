/**
 * Raised when the same model and the same text come to other figures than before, for whatever reason: stored figures of
 * other versions are not shown.
 */
export const measurementVersion = 1;

/**
 * What the engine measures on a pair under one convention: sums of log-probabilities (nats) and inner products of
 * hidden states. Everything in a PairScore follows from it by arithmetic, so a changed beta needs no new inference.
 */
export interface PairEvaluation {
  /** Tokens of the prompt under the convention, after truncation. */
  readonly promptTokenCount: number;
  readonly chosen: ResponseEvaluation;
  readonly rejected: ResponseEvaluation;
  /** Null when the policy's file exposes no states that feed an unembedding, or a response has no token at all. */
  readonly states: StateProducts | null;
  /**
   * Δ: change of log π(chosen) by one DPO step on the unembedding, per unit step (docs/figures.md). Null where it was not
   * asked for, or the file exposes no states, or a response has no scored token.
   */
  readonly displacement: number | null;
  /** Levenshtein distance of the real response token ids over the longer length; 0 for two empty responses. */
  readonly normalizedEditDistance: number;
  /**
   * Mean state over the real tokens of chosen − the same of rejected, after the final norm; of more than 256 axes, projected
   * onto 256 (docs/probe.md). Present when it was asked for (`pooled`); null where the file exposes no states, or a response has no token.
   */
  readonly stateDifference?: Float32Array | null;
}

export interface ResponseEvaluation {
  /** Completion tokens, end marker included: TRL's completion mask. */
  readonly tokenCount: number;
  /** Completion tokens that have a predicting position; one fewer than tokenCount when nothing precedes the first. */
  readonly scoredTokenCount: number;
  readonly truncated: boolean;
  /** Σ log π(token) over the scored completion tokens, nats. */
  readonly logProbability: number;
  /** The same under the reference model; null without one. */
  readonly referenceLogProbability: number | null;
  /** Σ over the first min(L_c, L_r) completion tokens, for length-desensitised DPO. */
  readonly sharedLengthLogProbability: number;
  readonly sharedLengthReferenceLogProbability: number | null;
  /** Mean entropy of the policy's next-token distribution over the scored tokens, nats; null when none is scored. */
  readonly entropy: number | null;
  /** Σ KL(π ‖ π_ref) of the next-token distributions over the scored tokens, nats; null where it was not asked for. */
  readonly sequentialKl: number | null;
  /** Present when tokens were asked for. */
  readonly tokens?: readonly TokenEvaluation[];
  /** Where the step of `displacement` moves probability, summed over the response; present when tokens were asked for. */
  readonly mass?: MassMovement | null;
}

/** Tokens of the vocabulary whose probability changes most, largest change first; to first order, per unit step. */
export interface MassMovement {
  readonly gains: readonly MassChange[];
  readonly losses: readonly MassChange[];
}

export interface MassChange {
  readonly id: number;
  readonly text: string;
  readonly change: number;
}

export interface TokenEvaluation {
  readonly id: number;
  /** The token's own text: decoded alone, or its vocabulary entry where bytes do not make a whole character. */
  readonly text: string;
  /** UTF-16 offsets into responseText(); both null for template and appended end tokens. */
  readonly start: number | null;
  readonly end: number | null;
  /** True for control tokens and for anything the template or trainer added. */
  readonly special: boolean;
  /** Null for a token that nothing precedes. */
  readonly logProbability: number | null;
  readonly referenceLogProbability: number | null;
  readonly entropy: number | null;
  /** Part of CHES that comes from the state predicting this token; the parts of both responses sum to CHES. */
  readonly chesShare: number | null;
  /** KL(π ‖ π_ref) of the distribution that predicts this token, nats. */
  readonly kl: number | null;
  /** Part of `displacement` that training on this token brings; the parts of both responses sum to it. */
  readonly displacementShare: number | null;
  /** The same as the response's, at this position alone. */
  readonly mass: MassMovement | null;
}

/**
 * Inner products of summed hidden states (float64). S is the sum over the counted states: those of the last prompt
 * token through the last real response token; the end token's own state never counts.
 */
export interface StateProducts {
  /** ⟨S⁺, S⁺⟩ */
  readonly chosenChosen: number;
  /** ⟨S⁺, S⁻⟩ */
  readonly chosenRejected: number;
  /** ⟨S⁻, S⁻⟩ */
  readonly rejectedRejected: number;
  /** T⁺ > 0 */
  readonly chosenStateCount: number;
  /** T⁻ > 0 */
  readonly rejectedStateCount: number;
  /** ⟨h⁺_last, h⁻_last⟩ of the last counted states. */
  readonly lastChosenRejected: number;
}
