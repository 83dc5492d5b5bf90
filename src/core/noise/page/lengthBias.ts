import { sigmoid } from '../../scoring/logistic';
import { wilsonInterval } from '../../statistics/wilsonInterval';
import type { Steps } from '../steps';
import type { FilePage, Interval } from '../lintReport';
import type { PairTable } from '../verdict/pairTable';

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

/** Fewer pairs do not carry two coefficients. */
const fewestPairs = 30;
const pairsAtOnce = 8192;

/**
 * Accuracy at equal length: a logistic regression of "the margin is above 0" on a constant and tanh(length difference / its deviation), as AlpacaEval's
 * length-controlled win rate does (Dubois et al. 2024, arXiv 2404.04475), read at difference 0, with a Wald interval. Null for few pairs, or where the fit has no end.
 */
export function* lengthControlled(differences: Float64Array, margins: Float64Array): Steps<Interval | null> {
  const rows = Array.from(margins.keys()).filter((index) => !Number.isNaN(margins[index]));
  if (rows.length < fewestPairs) return null;
  const deviation = Math.sqrt(rows.reduce((sum, row) => sum + (differences[row] ?? 0) ** 2, 0) / rows.length) || 1;
  let [constant, slope, variance] = [0, 0, 0];
  for (let step = 0; step < 50; step++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
    for (const [position, row] of rows.entries()) {
      if (position % pairsAtOnce === 0) yield;
      const length = Math.tanh((differences[row] ?? 0) / deviation);
      const expected = sigmoid(constant + slope * length);
      const miss = ((margins[row] ?? 0) > 0 ? 1 : 0) - expected;
      const weight = expected * (1 - expected);
      [g0, g1] = [g0 + miss, g1 + miss * length];
      [h00, h01, h11] = [h00 + weight, h01 + weight * length, h11 + weight * length * length];
    }
    const determinant = h00 * h11 - h01 * h01;
    if (h11 < 1e-9) [g1, h11] = [0, 1];
    if (!(determinant > 1e-9) && h11 !== 1) return null;
    const scale = h00 * h11 - h01 * h01;
    const [move0, move1] = [(h11 * g0 - h01 * g1) / scale, (h00 * g1 - h01 * g0) / scale];
    [constant, slope, variance] = [constant + move0, slope + move1, h11 / scale];
    if (Math.abs(constant) > 20) return null;
    if (Math.abs(move0) + Math.abs(move1) < 1e-10) break;
  }
  const half = z * Math.sqrt(variance);
  return { estimate: sigmoid(constant), low: sigmoid(constant - half), high: sigmoid(constant + half) };
}
