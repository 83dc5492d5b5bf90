import type { Interval } from '../noise/lintReport';
import type { Steps } from '../noise/steps';
import { knownWhere } from './knownWhere';
import { meanRanks } from './meanRanks';

const z = 1.959963984540054;
const fewestPairs = 4;
const pairsAtOnce = 1 << 14;

/**
 * Spearman's rank correlation over the places where both values are known (not NaN), ties at their mean rank, with a 95 % interval by Fisher's transformation at the
 * standard error of Bonett and Wright (2000), √((1 + ρ²/2)/(n − 3)). Null for fewer than four places, or where a value does not vary.
 */
export function* spearman(first: Float32Array, second: Float32Array): Steps<Interval | null> {
  const ranked = { first: yield* meanRanks(yield* knownWhere(first, second)), second: yield* meanRanks(yield* knownWhere(second, first)) };
  const pairs = ranked.first.known;
  const correlation = yield* pearson(ranked.first.ranks, ranked.second.ranks, pairs);
  if (pairs < fewestPairs || correlation === null) return null;
  const half = z * Math.sqrt((1 + correlation ** 2 / 2) / (pairs - 3));
  return { estimate: correlation, low: Math.tanh(Math.atanh(correlation) - half), high: Math.tanh(Math.atanh(correlation) + half) };
}

/** NaN stands at the same places of both. */
function* pearson(first: Float64Array, second: Float64Array, pairs: number): Steps<number | null> {
  // Ranks of n places always have this mean.
  const mean = (pairs + 1) / 2;
  let [product, squareFirst, squareSecond] = [0, 0, 0];
  for (let at = 0; at < first.length; at++) {
    if (at % pairsAtOnce === 0) yield;
    const [a, b] = [(first[at] ?? NaN) - mean, (second[at] ?? NaN) - mean];
    if (Number.isNaN(a)) continue;
    product += a * b;
    squareFirst += a * a;
    squareSecond += b * b;
  }
  const scale = Math.sqrt(squareFirst) * Math.sqrt(squareSecond);
  return scale > 0 ? Math.min(1, Math.max(-1, product / scale)) : null;
}
