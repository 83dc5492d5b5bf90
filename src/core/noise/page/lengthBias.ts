import { sigmoid } from '../../scoring/logistic';
import { filledInSteps } from '../../statistics/filledInSteps';
import { wilsonInterval } from '../../statistics/wilsonInterval';
import type { Steps } from '../steps';
import type { FilePage, Interval } from '../lintReport';
import type { PairTable } from '../verdict/pairTable';
import { lengthFit } from './lengthFit';

const z = 1.959963984540054;

/** Whether longer responses win, and how accurate the implicit reward is once length is held equal. Null for a file without pairs. */
export function* lengthBias(pairs: Pick<PairTable, 'length' | 'chosenLengths' | 'rejectedLengths'>, margins: Float64Array | null): Steps<FilePage['lengthBias']> {
  const [chosen, rejected] = [pairs.chosenLengths, pairs.rejectedLengths];
  const differences = yield* filledInSteps(new Float64Array(pairs.length), (index) => (chosen[index] ?? 0) - (rejected[index] ?? 0));
  const wins = yield* winsOf(differences);
  const longerWins = wilsonInterval(wins.above + wins.ties / 2, pairs.length);
  if (longerWins === null) return null;
  const agreed = margins && (yield* winsOf(margins));
  return { longerWins, accuracy: agreed && wilsonInterval(agreed.above, agreed.known), lengthControlledAccuracy: margins && (yield* lengthControlled(differences, margins)) };
}

const valuesAtOnce = 65_536;

/** Values above 0, and those that are 0, among those that are known. */
function* winsOf(values: Float64Array): Steps<{ readonly above: number; readonly ties: number; readonly known: number }> {
  let [above, ties, known] = [0, 0, 0];
  for (let index = 0; index < values.length; index++) {
    if (index % valuesAtOnce === 0) yield;
    const value = values[index] ?? NaN;
    if (value > 0) above++;
    else if (value === 0) ties++;
    if (!Number.isNaN(value)) known++;
  }
  return { above, ties, known };
}

/** Accuracy at equal length: the length-controlled fit read at difference 0, with a Wald interval. Null where there is no fit. */
export function* lengthControlled(differences: Float64Array, margins: Float64Array): Steps<Interval | null> {
  const fit = yield* lengthFit(differences, margins);
  if (fit === null) return null;
  const half = z * Math.sqrt(fit.variance);
  return { estimate: sigmoid(fit.intercept), low: sigmoid(fit.intercept - half), high: sigmoid(fit.intercept + half) };
}
