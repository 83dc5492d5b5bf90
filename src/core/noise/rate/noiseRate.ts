import type { Interval } from '../lintReport';
import type { Steps } from '../steps';
import { agreementCurve, type AgreementCurve } from './agreementCurve';
import { designEffect } from './designEffect';
import { fitAtRate, type LapseFit } from './lapseModel';
import type { LikelyRate } from './marginTable';

/** What a score says of the share of flipped labels. */
export interface NoiseRate {
  /** Null where the score cannot tell. */
  readonly interval: Interval | null;
  /** False where even perfect labels would look like this under a weak score: the low end is then 0 by definition, the high end still holds. */
  readonly identified: boolean;
  /** The most likely model; null where the score is of no use for these labels. */
  readonly fit: LapseFit | null;
  /** Median |score|, in which the fit counts. */
  readonly scale: number;
  /** Design effect of pairs of one group, 1 or more: the file says as much as its pairs over this, were they independent. */
  readonly design: number;
  /** Rates with their profile likelihood, those of no account left out; empty where `fit` is null. */
  readonly likely: readonly LikelyRate[];
}

/** Half the 95 % quantile of χ² with one degree of freedom. */
export const likelihoodDrop = 1.920729;
const step = 0.01;
/** From this rate on labels are hardly better than coins, which no file is: what points there is a score that is not sure of anything. */
const implausible = 0.4;
/** Fewer pairs tell nothing worth a number. */
const fewestPairs = 30;

export const unknownRate: NoiseRate = { interval: null, identified: false, fit: null, scale: 1, design: 1, likely: [] };

/**
 * The share of flipped labels by maximum likelihood with a profile-likelihood interval (95 %), from how often labels agree with a score that is
 * symmetric under swapping. The size of the score says nothing of the rate by itself (swapping does not change it), so the model is conditional on it
 * (LapseModel). What it rests on: where the score is most certain, it is right. A score that is wrong there for reasons of its own looks like noise, so
 * the estimate is an upper bound in that sense.
 *
 * @param scores above 0 where the score agrees with the label; NaN for no opinion
 * @param groups pairs with equal numbers are not independent; the interval widens accordingly
 */
export function* noiseRate(scores: Float64Array, groups: Uint32Array): Steps<NoiseRate> {
  const curve = yield* agreementCurve(scores);
  if (curve === null || curve.pairs < fewestPairs) return unknownRate;
  const profile: LapseFit[] = [];
  for (let index = 0; index < Math.floor(0.5 / step); index++) {
    yield;
    profile.push(fitAtRate(curve, index * step));
  }
  yield;
  const best = profile.reduce((top, fit) => (fit.logLikelihood > top.logLikelihood ? fit : top));
  const design = Math.max(1, yield* designEffect(scores, groups, best, curve.scale));
  if (best.logLikelihood - coinLikelihood(curve) < likelihoodDrop * design) return { ...unknownRate, design };
  return summedUp(profile, best, { scale: curve.scale, design });
}

/** The likeliest model at each rate, by rising rates. */
export type RateProfile = readonly LapseFit[];

/** What a profile says of the rate. */
export function summedUp(profile: RateProfile, best: LapseFit, { scale, design }: Pick<NoiseRate, 'scale' | 'design'>): NoiseRate {
  const likely = profile.filter((fit) => fit.logLikelihood >= best.logLikelihood - likelihoodDrop * design);
  const high = Math.min(0.5, (likely[likely.length - 1]?.rate ?? 0.5) + step / 2);
  const identified = high < implausible;
  const low = identified ? Math.max(0, (likely[0]?.rate ?? 0) - step / 2) : 0;
  return { interval: { estimate: best.rate, low, high }, identified, fit: best, scale, design, likely: likelyRates(profile, best, design) };
}

function likelyRates(profile: RateProfile, best: LapseFit, design: number): readonly LikelyRate[] {
  return profile
    .map(({ rate, logLikelihood }) => ({ rate, weight: Math.exp((logLikelihood - best.logLikelihood) / design) }))
    .filter(({ rate, weight }) => weight > 1e-3 && rate < implausible);
}

/** Of labels that have nothing to do with the score. */
function coinLikelihood({ pairs }: AgreementCurve): number {
  return -pairs * Math.LN2;
}
