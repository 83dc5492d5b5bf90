import type { Interval } from '../noise/lintReport';
import type { Steps } from '../noise/steps';

const z = 1.959963984540054;
const fewestPairs = 4;
const pairsAtOnce = 1 << 14;

/**
 * Pearson's correlation of two columns without NaN, with a 95 % interval by Fisher's transformation at the standard error 1/√(n − 3). Two passes, so that a large
 * mean costs no digits. Null for fewer than four pairs, or where a column does not vary.
 */
export function* pearson(first: Float64Array, second: Float64Array): Steps<Interval | null> {
  if (first.length < fewestPairs) return null;
  const meanFirst = yield* meanOf(first);
  const meanSecond = yield* meanOf(second);
  let [product, squareFirst, squareSecond] = [0, 0, 0];
  for (let at = 0; at < first.length; at++) {
    if (at % pairsAtOnce === 0) yield;
    const [a, b] = [(first[at] ?? NaN) - meanFirst, (second[at] ?? NaN) - meanSecond];
    product += a * b;
    squareFirst += a * a;
    squareSecond += b * b;
  }
  const scale = Math.sqrt(squareFirst) * Math.sqrt(squareSecond);
  if (!(scale > 0)) return null;
  return fisherInterval(Math.min(1, Math.max(-1, product / scale)), 1 / Math.sqrt(first.length - 3));
}

/** The 95 % interval of a correlation whose Fisher transform has a known standard error. */
export function fisherInterval(estimate: number, standardError: number): Interval {
  const centre = Math.atanh(estimate);
  return { estimate, low: Math.tanh(centre - z * standardError), high: Math.tanh(centre + z * standardError) };
}

function* meanOf(values: Float64Array): Steps<number> {
  let sum = 0;
  for (let at = 0; at < values.length; at++) {
    if (at % pairsAtOnce === 0) yield;
    sum += values[at] ?? NaN;
  }
  return sum / values.length;
}
