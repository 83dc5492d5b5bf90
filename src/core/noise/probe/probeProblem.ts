/** Pairs as the probe sees them: nothing but differences of figures of their two responses. */
export interface ProbeProblem {
  /** Row-major [pairs, features], each chosen − rejected; finite. Best on a SharedArrayBuffer (`RowMatrix`): a thread then reads it without a copy. */
  readonly differences: Float32Array;
  /** Columns of `differences`. */
  readonly features: number;
  /** One id a pair (`GroupNumbers`). Pairs with equal ids always share a fold, so that no pair is judged by a probe that saw its prompt. */
  readonly groups: Uint32Array;
  /** What each pair counts in training and in the figures, ≥ 0; 1 unless told. A pair of weight 0 still gets its probability. */
  readonly weights?: Float32Array;
}

export interface ProbeOptions {
  /** Decides folds and subsamples; the same seed gives the same bits. */
  readonly seed: number;
  /** 5 unless told; fewer where there are fewer groups. */
  readonly folds?: number;
  /** Whether to give each feature's coefficient with its interval: sensible for features that mean something alone. */
  readonly coefficients?: boolean;
  /** Feature that coefficients are held against one at a time: the length of the response. */
  readonly control?: number;
}
