/** Shapley values of every target, as far as they are known. */
export interface ShapleyEstimate {
  /** [target][player], in the unit of the value (nats). They sum to v(N) − v(∅) for every target. */
  readonly values: readonly Float64Array[];
  /** [target][player] standard errors in the same unit; 0 where the value is exact. */
  readonly standardErrors: readonly Float64Array[];
  /** True when every coalition that matters was evaluated. */
  readonly exact: boolean;
}
