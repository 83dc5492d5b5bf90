import type { Interval } from '../noise/lintReport';

const z = 1.959963984540054;

/** Two yes-or-no judgements of the same things, counted. */
export interface TwoByTwo {
  readonly both: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly neither: number;
}

/**
 * Cohen's κ with the 95 % interval of Fleiss, Cohen and Everitt (1969): 1 for full agreement, 0 for as much as chance gives. Null where nothing was judged, or both
 * always say the same one thing.
 */
export function kappaWithInterval({ both, onlyFirst, onlySecond, neither }: TwoByTwo): Interval | null {
  const total = both + onlyFirst + onlySecond + neither;
  const [yesYes, yesNo, noYes, noNo] = [both / total, onlyFirst / total, onlySecond / total, neither / total];
  const [firstYes, secondYes] = [yesYes + yesNo, yesYes + noYes];
  const chance = firstYes * secondYes + (1 - firstYes) * (1 - secondYes);
  if (total === 0 || chance === 1) return null;
  const estimate = (yesYes + noNo - chance) / (1 - chance);
  const same = yesYes * (1 - (firstYes + secondYes) * (1 - estimate)) ** 2 + noNo * (1 - (2 - firstYes - secondYes) * (1 - estimate)) ** 2;
  const other = (1 - estimate) ** 2 * (yesNo * (secondYes + 1 - firstYes) ** 2 + noYes * (1 - secondYes + firstYes) ** 2);
  const variance = (same + other - (estimate - chance * (1 - estimate)) ** 2) / (total * (1 - chance) ** 2);
  const half = z * Math.sqrt(Math.max(0, variance));
  return { estimate, low: Math.max(-1, estimate - half), high: Math.min(1, estimate + half) };
}

/** Share of the second less share of the first, of the same things, with the adjusted 95 % interval of Bonett and Price (2012). Null for none. */
export function pairedShareChange({ both, onlyFirst, onlySecond, neither }: TwoByTwo): Interval | null {
  const total = both + onlyFirst + onlySecond + neither;
  if (total === 0) return null;
  const [gained, lost] = [(onlySecond + 1) / (total + 2), (onlyFirst + 1) / (total + 2)];
  const half = z * Math.sqrt((gained + lost - (gained - lost) ** 2) / (total + 2));
  return { estimate: (onlySecond - onlyFirst) / total, low: Math.max(-1, gained - lost - half), high: Math.min(1, gained - lost + half) };
}
