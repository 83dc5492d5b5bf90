/**
 * What is attributed. Every target is a function of the log-probabilities of the response tokens under one coalition, so a change of target
 * evaluates nothing anew. Responses are numbered as in the game: 0 chosen and 1 rejected of a pair, or one for each option.
 */
export type AttributionTarget =
  /** log π(response), end token included where the convention adds one; nats. */
  | { readonly kind: 'response'; readonly response: number }
  /** Reward margin of responses 0 and 1: β[(log π − log π_ref)(0) − (log π − log π_ref)(1)]; needs a reference. */
  | { readonly kind: 'margin'; readonly beta: number }
  /** log π(response 0) − log π(response 1). */
  | { readonly kind: 'likelihoodMargin' }
  /** Log-odds of an option against all others together; of the options' own tokens, without end tokens. */
  | { readonly kind: 'logOdds'; readonly option: number }
  /** Probability, 0 … 1, of the first token of a response: the next-token probability. */
  | { readonly kind: 'probability'; readonly response: number }
  /** log π of one token of a response, given those before it. */
  | { readonly kind: 'token'; readonly response: number; readonly token: number };
