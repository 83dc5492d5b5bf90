import { logSigmoid } from '../../scoring/logistic';
import { logSum } from '../../statistics/logSum';
import type { Steps } from '../steps';
import type { AgreementCurve } from './agreementCurve';
import { curvesAtRate, type LapseModel } from './lapseModel';

/** A rate of flips with how likely it is. */
export interface LikelyRate {
  readonly rate: number;
  /** Above 0; those of all rates need not add up to 1. */
  readonly weight: number;
}

const points = 256;

/**
 * Log-odds that the sign of a score is the true preference, over all curves that the file leaves possible instead of the likeliest alone: on few pairs a curve as
 * steep as a step fits as well as one that errs now and then, and certainty is only what both give. The mean is taken of P(the sign is right). The result rises
 * with the score, so that no ranking changes.
 *
 * @param model the likeliest curve, in whose log-odds the table is asked
 * @param design effect of pairs that go together: the likelihood counts by so much less
 * @param largest |log-odds| under `model` that will be asked for; beyond it the table goes on as a line
 */
export function* marginTable(curve: AgreementCurve, model: LapseModel, rates: readonly LikelyRate[], design: number, largest: number): Steps<(margin: number) => number> {
  if (model.slope === 0 || largest === 0) return (margin) => margin;
  const possible = yield* possibleCurves(curve, rates, design);
  const strengthOf = (margin: number) => (margin / model.slope) ** (1 / model.power);
  const end = strengthOf(largest);
  const values = new Float64Array(points);
  for (let point = 0; point < points; point++) {
    yield;
    values[point] = meanMargin(possible, (end * point) / (points - 1));
  }
  return (margin) => {
    const place = (strengthOf(Math.abs(margin)) / end) * (points - 1);
    const below = Math.min(points - 2, Math.floor(place));
    const [low, high] = [values[below] ?? 0, values[below + 1] ?? 0];
    return Math.sign(margin) * (low + (place - below) * (high - low));
  };
}

interface PossibleCurve {
  readonly slope: number;
  readonly power: number;
  readonly logWeight: number;
}

function* possibleCurves(curve: AgreementCurve, rates: readonly LikelyRate[], design: number): Steps<readonly PossibleCurve[]> {
  const possible: PossibleCurve[] = [];
  for (const { rate, weight } of rates) {
    yield;
    const fits = curvesAtRate(curve, rate);
    const logTotal = logSum(fits.map(({ logLikelihood }) => logLikelihood / design));
    for (const { slope, power, logLikelihood } of fits) {
      const logWeight = Math.log(weight) + logLikelihood / design - logTotal;
      if (logWeight > leastLogWeight) possible.push({ slope, power, logWeight });
    }
  }
  return possible;
}

/** Less likely curves are left out. */
const leastLogWeight = Math.log(1e-9);

function meanMargin(possible: readonly PossibleCurve[], strength: number): number {
  const margins = possible.map(({ slope, power }) => slope * strength ** power);
  const share = (sign: number) => logSum(possible.map(({ logWeight }, index) => logWeight + logSigmoid(sign * (margins[index] ?? 0))));
  return share(1) - share(-1);
}
