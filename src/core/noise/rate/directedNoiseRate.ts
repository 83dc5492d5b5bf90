import { sigmoid } from '../../scoring/logistic';
import { selectedInSteps } from '../selectedInSteps';
import type { Steps } from '../steps';
import { agreementCurve, type AgreementCurve } from './agreementCurve';
import { designEffect } from './designEffect';
import { likelihoodDrop, summedUp, unknownRate, type NoiseRate, type RateProfile } from './noiseRate';

/**
 * Labels that flip the more readily the way they flip: a pair whose shorter response is truly the better one is labelled for the longer with probability
 * `toLonger`, and the other way round with probability `toShorter`.
 */
interface DirectedFlips {
  readonly toLonger: number;
  readonly toShorter: number;
}

/** σ(±slope·strength^power), the chance that the longer response is truly the better one, at every bin of both curves. */
interface TrueCurve {
  readonly slope: number;
  readonly power: number;
  readonly whereLonger: Float64Array;
  readonly whereShorter: Float64Array;
  /** Share of pairs whose longer response is truly the better one. */
  readonly longer: number;
}

/** Pairs whose score is for the longer response, and those whose score is for the shorter one. */
interface Sides {
  readonly longer: AgreementCurve;
  readonly shorter: AgreementCurve;
}

const slopes = Array.from({ length: 30 }, (_, index) => 0.05 * 1.3 ** index);
const powers = [1, 2];
const step = 0.02;
const mostToLonger = 0.8;
const mostToShorter = 0.4;
const rates = 50;

/**
 * The share of flipped labels where labels follow length, so that one rate for all pairs is not what happened: each direction has a rate of its own
 * (class-conditional noise, Natarajan et al. 2013), and the share is what both make of the file. Maximum likelihood, its interval the profile over the rates
 * of both directions and the curve. What the scores do not know of longer responses being truly better counts as flips.
 *
 * @param scores above 0 where the score agrees with the label, freed of what it owes to length; NaN for no opinion
 * @param lengths as `lengthDifferences` has them
 */
export function* directedNoiseRate(scores: Float64Array, lengths: Float64Array, groups: Uint32Array): Steps<NoiseRate> {
  const sideOf = (index: number) => Math.sign(scores[index] ?? 0) * Math.sign(lengths[2 * index] ?? 0);
  const longer = yield* agreementCurve(yield* selectedInSteps(scores, (score, index) => (sideOf(index) > 0 ? score : NaN)));
  const shorter = yield* agreementCurve(yield* selectedInSteps(scores, (score, index) => (sideOf(index) < 0 ? score : NaN)));
  if (longer === null || shorter === null || longer.pairs + shorter.pairs < 2 * rates) return unknownRate;
  const scale = (longer.pairs * longer.scale + shorter.pairs * shorter.scale) / (longer.pairs + shorter.pairs);
  const sides = { longer: inUnits(longer, scale), shorter: inUnits(shorter, scale) };
  const profile = yield* profileOf(sides);
  const best = profile.reduce((top, fit) => (fit.logLikelihood > top.logLikelihood ? fit : top));
  const design = Math.max(1, yield* designEffect(scores, groups, best, scale));
  if (best.logLikelihood - lengthAlone(sides) < likelihoodDrop * design) return { ...unknownRate, design };
  return summedUp(profile, best, { scale, design });
}

function inUnits(curve: AgreementCurve, scale: number): AgreementCurve {
  return { ...curve, strengths: curve.strengths.map((strength) => (strength * curve.scale) / scale), scale };
}

/** For each rate of the file the likeliest way to it. */
function* profileOf(sides: Sides): Steps<RateProfile> {
  const curves = trueCurves(sides);
  const profile = Array.from({ length: rates }, (_, index) => ({ rate: index / 100, slope: 0, power: 1, logLikelihood: -Infinity }));
  for (let toLonger = 0; toLonger <= mostToLonger; toLonger += step) {
    for (let toShorter = 0; toShorter <= mostToShorter && toLonger + toShorter < 1; toShorter += step) {
      yield;
      for (const curve of curves) {
        const rate = curve.longer * toShorter + (1 - curve.longer) * toLonger;
        const place = profile[Math.round(rate * 100)];
        const value = logLikelihood(sides, curve, { toLonger, toShorter });
        if (place && value > place.logLikelihood) Object.assign(place, { slope: curve.slope, power: curve.power, logLikelihood: value });
      }
    }
  }
  return profile;
}

function trueCurves({ longer, shorter }: Sides): readonly TrueCurve[] {
  const pairs = longer.pairs + shorter.pairs;
  return powers.flatMap((power) =>
    slopes.map((slope) => {
      const whereLonger = longer.strengths.map((strength) => sigmoid(slope * strength ** power));
      const whereShorter = shorter.strengths.map((strength) => sigmoid(-slope * strength ** power));
      return { slope, power, whereLonger, whereShorter, longer: (expected(longer, whereLonger) + expected(shorter, whereShorter)) / pairs };
    }),
  );
}

function expected({ right, wrong }: AgreementCurve, shares: Float64Array): number {
  return shares.reduce((sum, share, bin) => sum + share * ((right[bin] ?? 0) + (wrong[bin] ?? 0)), 0);
}

function logLikelihood({ longer, shorter }: Sides, { whereLonger, whereShorter }: TrueCurve, { toLonger, toShorter }: DirectedFlips): number {
  const kept = 1 - toLonger - toShorter;
  let sum = 0;
  for (let bin = 0; bin < whereLonger.length; bin++) sum += binLikelihood(toLonger + kept * (whereLonger[bin] ?? 0), longer.right[bin] ?? 0, longer.wrong[bin] ?? 0);
  for (let bin = 0; bin < whereShorter.length; bin++) sum += binLikelihood(toLonger + kept * (whereShorter[bin] ?? 0), shorter.wrong[bin] ?? 0, shorter.right[bin] ?? 0);
  return sum;
}

/** @param share of labels for the longer response */
function binLikelihood(share: number, forLonger: number, forShorter: number): number {
  return (forLonger > 0 ? forLonger * Math.log(share) : 0) + (forShorter > 0 ? forShorter * Math.log(Math.max(1 - share, 1e-12)) : 0);
}

/** Of labels that have to do with length and with nothing else. */
function lengthAlone({ longer, shorter }: Sides): number {
  const sum = (counts: Float64Array) => counts.reduce((total, count) => total + count, 0);
  const [forLonger, forShorter] = [sum(longer.right) + sum(shorter.wrong), sum(longer.wrong) + sum(shorter.right)];
  return binLikelihood(forLonger / (forLonger + forShorter), forLonger, forShorter);
}
