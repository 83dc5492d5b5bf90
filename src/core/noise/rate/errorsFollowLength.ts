import type { Steps } from '../steps';
import { agreementProbability } from './lapseModel';
import type { NoiseRate } from './noiseRate';

/** One-sided, about 1 in 200 by chance. */
const sureDeviations = 2.576;
/** Points by which agreement falls from a pair one deviation below the mean difference of lengths to one above: less does not move the rate by much. */
const matters = 0.05;
const pairsAtOnce = 2048;

/**
 * Whether labels contradict the evidence the more often, at the same strength of the evidence, the more the two responses differ in length: what the noise model
 * leaves of agreement is tested against |ln of the ratio of lengths| (a score test, widened by the design effect). One rate for all pairs is not what happened then,
 * and a probe that learned from such labels is sure of them, so that nothing bounds the rate.
 *
 * @param scores above 0 where the score agrees with the label; NaN for no opinion
 * @param lengths as `lengthDifferences` has them
 */
export function* errorsFollowLength(scores: Float64Array, lengths: Float64Array, { fit, scale, design }: NoiseRate): Steps<boolean> {
  if (fit === null) return false;
  let [information, weighted, pairs, plain, squares] = [0, 0, 0, 0, 0];
  const known = (index: number) => (scores[index] ?? 0) !== 0 && !Number.isNaN(scores[index]);
  const expectedAt = (index: number) => agreementProbability(fit, Math.abs(scores[index] ?? 0) / scale);
  const differenceAt = (index: number) => Math.abs(lengths[2 * index] ?? 0);
  for (let index = 0; index < scores.length; index++) {
    if (index % pairsAtOnce === 0) yield;
    if (!known(index)) continue;
    const [expected, difference] = [expectedAt(index), differenceAt(index)];
    information += expected * (1 - expected);
    weighted += expected * (1 - expected) * difference;
    [pairs, plain, squares] = [pairs + 1, plain + difference, squares + difference * difference];
  }
  const deviation = Math.sqrt(Math.max(0, squares / pairs - (plain / pairs) ** 2));
  if (!(information > 0) || !(deviation > 0)) return false;
  let [score, variance] = [0, 0];
  for (let index = 0; index < scores.length; index++) {
    if (index % pairsAtOnce === 0) yield;
    if (!known(index)) continue;
    const [expected, centred] = [expectedAt(index), differenceAt(index) - weighted / information];
    score += centred * (((scores[index] ?? 0) > 0 ? 1 : 0) - expected);
    variance += centred * centred * expected * (1 - expected);
  }
  return score < -sureDeviations * Math.sqrt(variance * design) && (-2 * score) / (pairs * deviation) > matters;
}
