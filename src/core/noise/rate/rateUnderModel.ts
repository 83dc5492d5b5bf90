import { sigmoid } from '../../scoring/logistic';
import type { Interval } from '../lintReport';
import type { Steps } from '../steps';
import { likelihoodDrop, type NoiseRate } from './noiseRate';

const steps = 100;
const bins = 1024;
const pairsAtOnce = 16_384;

/** Pairs by σ(slope·strength^power), the chance that the sign of their score is the true preference, ½ … 1. */
interface ChanceCounts {
  /** Mean chance of each bin. */
  readonly chances: Float64Array;
  /** Pairs of the bin whose label agrees with the score. */
  readonly right: Float64Array;
  readonly wrong: Float64Array;
}

/**
 * Share of flipped labels among some pairs of a file whose scores behave as in the rest of it: slope and power are those of the file, the rate is the
 * slice's own. Maximum likelihood with a likelihood interval (95 %), widened by the file's design effect; null where no pair has a score, or the file has no curve.
 *
 * @param taken whether a pair is one of them, by its index
 */
export function* rateUnderModel(scores: Float64Array, taken: (index: number) => boolean, file: Pick<NoiseRate, 'fit' | 'scale' | 'design'>): Steps<Interval | null> {
  const counts = file.fit && (yield* chanceCounts(scores, taken, { slope: file.fit.slope, power: file.fit.power, scale: file.scale }));
  if (counts === null) return null;
  yield;
  const likelihoods = Array.from({ length: steps }, (_, step) => logLikelihood(counts, step / (2 * steps)));
  const best = Math.max(...likelihoods);
  const likely = likelihoods.flatMap((value, step) => (value >= best - likelihoodDrop * file.design ? [step / (2 * steps)] : []));
  return { estimate: likelihoods.indexOf(best) / (2 * steps), low: likely[0] ?? 0, high: likely[likely.length - 1] ?? 0.5 };
}

function* chanceCounts(scores: Float64Array, taken: (index: number) => boolean, curve: { readonly slope: number; readonly power: number; readonly scale: number }): Steps<ChanceCounts | null> {
  const counts = { chances: new Float64Array(bins), right: new Float64Array(bins), wrong: new Float64Array(bins) };
  let pairs = 0;
  for (let index = 0; index < scores.length; index++) {
    if (index % pairsAtOnce === 0) yield;
    const score = scores[index] ?? NaN;
    if (score === 0 || Number.isNaN(score) || !taken(index)) continue;
    const chance = sigmoid(curve.slope * (Math.abs(score) / curve.scale) ** curve.power);
    const bin = Math.min(bins - 1, Math.floor((chance - 0.5) * 2 * bins));
    const side = score > 0 ? counts.right : counts.wrong;
    side[bin] = (side[bin] ?? 0) + 1;
    counts.chances[bin] = (counts.chances[bin] ?? 0) + chance;
    pairs++;
  }
  counts.chances.forEach((sum, bin) => (counts.chances[bin] = sum / ((counts.right[bin] ?? 0) + (counts.wrong[bin] ?? 0) || 1)));
  return pairs === 0 ? null : counts;
}

function logLikelihood({ chances, right, wrong }: ChanceCounts, rate: number): number {
  return chances.reduce((sum, chance, bin) => {
    const agree = rate + (1 - 2 * rate) * chance;
    return sum + weighed(right[bin] ?? 0, agree) + weighed(wrong[bin] ?? 0, 1 - agree);
  }, 0);
}

function weighed(pairs: number, share: number): number {
  return pairs === 0 ? 0 : pairs * Math.log(Math.max(share, 1e-12));
}
