import type { PairTable } from '../verdict/pairTable';
import type { Steps } from '../steps';
import { nonNegativeLeastSquares } from './nonNegativeLeastSquares';

const scoresAtOnce = 16_384;

/** How much longer chosen is, in two odd functions of the lengths (UTF-16 units): ln of the ratio, and its sign. Row-major [pairs, 2]. */
export function lengthDifferences(pairs: Pick<PairTable, 'length' | 'chosenLengths' | 'rejectedLengths'>): Float64Array {
  const values = new Float64Array(2 * pairs.length);
  for (let index = 0; index < pairs.length; index++) {
    const ratio = Math.log((1 + (pairs.chosenLengths[index] ?? 0)) / (1 + (pairs.rejectedLengths[index] ?? 0)));
    values[2 * index] = ratio;
    values[2 * index + 1] = Math.sign(ratio);
  }
  return values;
}

/**
 * Takes out of a score what it owes to the chosen response being longer, by least squares. A liking for longer responses is the bias of human and
 * machine judges alike, and a probe takes it over from them, so it must not vouch for a label. A liking for shorter ones is nobody's bias, and stays.
 *
 * @param lengths as `lengthDifferences` has them
 */
export function* withoutLength(scores: Float64Array, lengths: Float64Array): Steps<Float64Array> {
  const [ratio, sign] = yield* nonNegativeLeastSquares(lengths, scores);
  const freed = new Float64Array(scores.length);
  for (let index = 0; index < freed.length; index++) {
    if (index % scoresAtOnce === 0) yield;
    freed[index] = (scores[index] ?? NaN) - ratio * (lengths[2 * index] ?? 0) - sign * (lengths[2 * index + 1] ?? 0);
  }
  return freed;
}
