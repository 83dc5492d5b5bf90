import { probabilityOfAtLeast, probabilityOfAtMost } from './hypergeometric';

const eachSide = 0.025;

/** How many of a finite population are marked, given that `found` of `drawn` are: whole numbers, the ends included. */
export interface CountInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * The exact 95 % interval by inverting the two tails of the hypergeometric distribution (Buonaccorsi 1987; Clopper and Pearson 1934 for a population without
 * end): all counts under which neither tail that begins at what was found has a probability of 2.5 % or less. Covers at least 95 % whatever the truth is.
 *
 * @param drawn at least 1, at most `population`
 */
export function exactCountInterval(found: number, drawn: number, population: number): CountInterval {
  const [fewest, most] = [found, population - (drawn - found)];
  const isHighEnough = (marked: number) => probabilityOfAtLeast(found, { population, marked, drawn }) > eachSide;
  const isTooHigh = (marked: number) => probabilityOfAtMost(found, { population, marked, drawn }) <= eachSide;
  const low = found === 0 ? 0 : firstWhere(isHighEnough, fewest, most);
  const high = found === drawn ? population : firstWhere(isTooHigh, fewest, most + 1) - 1;
  return { low, high };
}

/** The first whole number from `low` on where a test that turns true once is true; `high` where it is before. */
function firstWhere(isTrue: (value: number) => boolean, low: number, high: number): number {
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isTrue(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
