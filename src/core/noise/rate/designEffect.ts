import type { Steps } from '../steps';
import { agreementProbability, type LapseModel } from './lapseModel';

const pairsAtOnce = 8192;

/**
 * By how much the variance of a rate grows because pairs of one group (prompt) go together: Σ over groups of the squared sum of score residuals, over
 * Σ over pairs of their squares (the ratio of the cluster-robust "sandwich" to the plain variance). 1 where every pair has a group of its own.
 */
export function* designEffect(scores: Float64Array, groups: Uint32Array, model: LapseModel, scale: number): Steps<number> {
  const sums = new Map<number, number>();
  let plain = 0;
  for (let index = 0; index < scores.length; index++) {
    if (index % pairsAtOnce === 0) yield;
    const score = scores[index] ?? NaN;
    if (Number.isNaN(score) || score === 0) continue;
    const residual = rateResidual(score, model, scale);
    const group = groups[index] ?? 0;
    sums.set(group, (sums.get(group) ?? 0) + residual);
    plain += residual * residual;
  }
  let clustered = 0;
  for (const sum of sums.values()) clustered += sum * sum;
  return plain === 0 ? 1 : clustered / plain;
}

/** Derivative of a pair's log-likelihood by the rate, up to what does not depend on the pair. */
function rateResidual(score: number, model: LapseModel, scale: number): number {
  const agree = Math.min(agreementProbability(model, Math.abs(score) / scale), 1 - 1e-6);
  const weight = (2 * agree - 1) / (agree * (1 - agree));
  return weight * ((score > 0 ? 1 : 0) - agree);
}
