import { logSigmoid, sigmoid } from '../../scoring/logistic';

/**
 * P(the label was flipped | label, margin) where labels are flipped at `rate` and the true preference follows σ(margin): Bayes' rule on the noise model of
 * rDPO (Chowdhury et al. 2024, arXiv 2403.00409). It is `rate` at margin 0, falls to 0 as the margin grows and rises to 1 as it falls.
 *
 * @param margin log-odds that the chosen response is truly preferred, calibrated, nats
 * @param rate share of flipped labels, 0 ≤ rate < 1
 */
export function flipPosterior(margin: number, rate: number): number {
  return sigmoid(flipLogOdds(margin, rate, rate));
}

/** However strongly labels lean, some flips go the other way. */
const leastRate = 0.005;

/**
 * The log-odds of the same where flips in the direction of this label are more frequent than in the opposite one by `excess` (−1 … 1): annotators who favour
 * longer responses turn labels towards them and seldom back. `rate` is the mean of both directions.
 */
export function directedLogOdds(margin: number, rate: number, excess: number): number {
  if (excess === 0) return flipLogOdds(margin, rate, rate);
  const at = (value: number) => Math.min(1 - leastRate, Math.max(leastRate, value));
  return flipLogOdds(margin, at(rate + excess / 2), at(rate - excess / 2));
}

/** @param towards rate of flips that give this label to a pair of the opposite truth; @param away of flips that take it from a pair that deserves it */
function flipLogOdds(margin: number, towards: number, away: number): number {
  if (towards <= 0) return -Infinity;
  return Math.log(towards) + logSigmoid(-margin) - Math.log1p(-away) - logSigmoid(margin);
}
