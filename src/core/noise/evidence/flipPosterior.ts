import { logSigmoid } from '../../scoring/logistic';

/**
 * P(the label was flipped | label, margin) where labels are flipped at `rate` and the true preference follows σ(margin): Bayes' rule on the noise model of
 * rDPO (Chowdhury et al. 2024, arXiv 2403.00409). It is `rate` at margin 0, falls to 0 as the margin grows and rises to 1 as it falls.
 *
 * @param margin log-odds that the chosen response is truly preferred, calibrated, nats
 * @param rate share of flipped labels, 0 ≤ rate < 1
 */
export function flipPosterior(margin: number, rate: number): number {
  if (rate <= 0) return 0;
  const wrong = Math.log(rate) + logSigmoid(-margin);
  const right = Math.log1p(-rate) + logSigmoid(margin);
  const larger = Math.max(wrong, right);
  return Math.exp(wrong - larger) / (Math.exp(wrong - larger) + Math.exp(right - larger));
}
