import type { Steps } from '../steps';
import { agreementProbability, type LapseModel } from './lapseModel';

const pairsAtOnce = 2048;

/**
 * By how much the variance of a rate grows because pairs of one group (prompt) go together: Σ over groups of the squared sum of score residuals, over
 * Σ over pairs of their squares (the ratio of the cluster-robust "sandwich" to the plain variance). 1 where every pair has a group of its own.
 */
export function* designEffect(scores: Float64Array, groups: Uint32Array, model: LapseModel, scale: number): Steps<number> {
  // By number, since groups are numbered from 0 on: a Map of a million grows by copying all of itself while nobody else has the thread.
  const sums = new Float64Array(yield* groupCount(groups));
  let plain = 0;
  for (let index = 0; index < scores.length; index++) {
    if (index % pairsAtOnce === 0) yield;
    const score = scores[index] ?? NaN;
    if (Number.isNaN(score) || score === 0) continue;
    const residual = rateResidual(score, model, scale);
    const group = groups[index] ?? 0;
    sums[group] = (sums[group] ?? 0) + residual;
    plain += residual * residual;
  }
  let clustered = 0;
  for (let group = 0; group < sums.length; group++) {
    if (group % pairsAtOnce === 0) yield;
    clustered += (sums[group] ?? 0) ** 2;
  }
  return plain === 0 ? 1 : clustered / plain;
}

function* groupCount(groups: Uint32Array): Steps<number> {
  let last = -1;
  for (let index = 0; index < groups.length; index++) {
    if (index % pairsAtOnce === 0) yield;
    last = Math.max(last, groups[index] ?? 0);
  }
  return last + 1;
}

/** Derivative of a pair's log-likelihood by the rate, up to what does not depend on the pair. */
function rateResidual(score: number, model: LapseModel, scale: number): number {
  const agree = Math.min(agreementProbability(model, Math.abs(score) / scale), 1 - 1e-6);
  const weight = (2 * agree - 1) / (agree * (1 - agree));
  return weight * ((score > 0 ? 1 : 0) - agree);
}
