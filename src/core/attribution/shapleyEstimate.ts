/** Half of a 95 % interval is this many standard errors, where there are many samples. */
export const normalQuantile = 1.959963984540054;

/** Shapley values of every target, as far as they are known. */
export interface ShapleyEstimate {
  /** [target][player], in the unit of the value (nats). They sum to v(N) − v(∅) for every target. */
  readonly values: readonly Float64Array[];
  /** [target][player] standard errors in the same unit; 0 where the value is exact. */
  readonly standardErrors: readonly Float64Array[];
  /** Half of a 95 % interval in standard errors: more where few samples judge the spread. */
  readonly quantile: number;
  /** True when every coalition that matters was evaluated. */
  readonly exact: boolean;
}
