import type { Interval } from '../lintReport';
import type { Steps } from '../steps';
import { agreementProbability, type LapseModel } from './lapseModel';

const likelihoodDrop = 1.920729;
const steps = 100;

/**
 * Share of flipped labels among some pairs of a file whose scores behave as in the rest of it: slope and power are those of the file, the rate is the
 * slice's own. Maximum likelihood with a likelihood interval (95 %); null where no pair has a score.
 */
export function* rateUnderModel(scores: Float64Array, model: LapseModel, scale: number): Steps<Interval | null> {
  const known = scores.filter((score) => score !== 0 && !Number.isNaN(score));
  if (known.length === 0) return null;
  const likelihoods: number[] = [];
  for (let step = 0; step < steps; step++) {
    yield;
    const rated = { ...model, rate: step / (2 * steps) };
    likelihoods.push(known.reduce((sum, score) => sum + logShare(rated, score, scale), 0));
  }
  const best = Math.max(...likelihoods);
  const likely = likelihoods.flatMap((value, step) => (value >= best - likelihoodDrop ? [step / (2 * steps)] : []));
  return { estimate: likelihoods.indexOf(best) / (2 * steps), low: likely[0] ?? 0, high: likely[likely.length - 1] ?? 0.5 };
}

function logShare(model: LapseModel, score: number, scale: number): number {
  const agree = agreementProbability(model, Math.abs(score) / scale);
  return Math.log(Math.max(score > 0 ? agree : 1 - agree, 1e-12));
}
