import { sigmoid } from '../../scoring/logistic';
import { wilsonInterval } from '../../statistics/wilsonInterval';
import type { Steps } from '../steps';
import type { FilePage, Interval } from '../lintReport';
import type { PairTable } from '../verdict/pairTable';
import { lengthFit } from './lengthFit';

const z = 1.959963984540054;

/** Whether longer responses win, and how accurate the implicit reward is once length is held equal. Null for a file without pairs. */
export function* lengthBias(pairs: Pick<PairTable, 'length' | 'chosenLengths' | 'rejectedLengths'>, margins: Float64Array | null): Steps<FilePage['lengthBias']> {
  yield;
  const differences = Float64Array.from({ length: pairs.length }, (_, index) => (pairs.chosenLengths[index] ?? 0) - (pairs.rejectedLengths[index] ?? 0));
  const longer = differences.reduce((sum, difference) => sum + (difference > 0 ? 1 : difference === 0 ? 0.5 : 0), 0);
  const longerWins = wilsonInterval(longer, pairs.length);
  if (longerWins === null) return null;
  const known = margins?.filter((margin) => !Number.isNaN(margin)) ?? new Float64Array(0);
  const accuracy = wilsonInterval(known.reduce((sum, margin) => sum + (margin > 0 ? 1 : 0), 0), known.length);
  return { longerWins, accuracy, lengthControlledAccuracy: margins && (yield* lengthControlled(differences, margins)) };
}

/** Accuracy at equal length: the length-controlled fit read at difference 0, with a Wald interval. Null where there is no fit. */
export function* lengthControlled(differences: Float64Array, margins: Float64Array): Steps<Interval | null> {
  const fit = yield* lengthFit(differences, margins);
  if (fit === null) return null;
  const half = z * Math.sqrt(fit.variance);
  return { estimate: sigmoid(fit.intercept), low: sigmoid(fit.intercept - half), high: sigmoid(fit.intercept + half) };
}
