/** Figures of all pairs of a file as columns, in file order; what a scatter of a million points draws. NaN where unknown (columns never become JSON). */
export interface PairColumns {
  readonly length: number;
  /** 0-based row, and 0-based pair in the row. */
  readonly row: Uint32Array;
  readonly pair: Uint16Array;
  /** Nats times beta. */
  readonly rewardMargin: Float32Array;
  /** Nats, of the policy alone. */
  readonly likelihoodMargin: Float32Array;
  readonly lengthNormalizedChes: Float32Array;
  readonly displacement: Float32Array;
  /** Tokens of chosen − tokens of rejected. */
  readonly lengthDifference: Float32Array;
  /** P(label wrong) by all evidence together. */
  readonly probabilityWrong: Float32Array;
  /** Index into `verdictNames`; 255 where there is no verdict yet. */
  readonly verdict: Uint8Array;
}
