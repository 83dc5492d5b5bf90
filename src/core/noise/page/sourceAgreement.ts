import { kappaWithInterval } from '../../statistics/twoByTwo';
import type { Steps } from '../steps';

const pairsAtOnce = 65_536;

/**
 * Cohen's κ between two sources that call labels right (score above 0) or wrong, over the pairs that both have an opinion on. Null where they share no pair, or
 * both always say the same.
 */
export function* sourceAgreement(first: Float64Array, second: Float64Array): Steps<{ readonly kappa: number; readonly pairs: number } | null> {
  let [both, onlyFirst, onlySecond, neither] = [0, 0, 0, 0];
  for (let index = 0; index < first.length; index++) {
    if (index % pairsAtOnce === 0) yield;
    const [a, b] = [first[index] ?? NaN, second[index] ?? NaN];
    if (a > 0 && b > 0) both++;
    else if (a > 0 && b < 0) onlyFirst++;
    else if (a < 0 && b > 0) onlySecond++;
    else if (a < 0 && b < 0) neither++;
  }
  const kappa = kappaWithInterval({ both, onlyFirst, onlySecond, neither });
  return kappa && { kappa: kappa.estimate, pairs: both + onlyFirst + onlySecond + neither };
}
