import { exactCountInterval } from '../../statistics/exactCountInterval';

/** Half of all is the share that is hardest to tell. */
export const worstShare = 0.5;

/** Half the width of the exact 95 % interval where so many of `decided` pairs have a wrong label; 0 … 0.5. */
export function halfWidth(wrong: number, decided: number, pairs: number): number {
  const { low, high } = exactCountInterval(wrong, decided, pairs);
  return (high - low) / pairs / 2;
}

/** Where half the labels are wrong, so many tell ±4 points in a file of any size. */
const mostDecided = 1000;

/**
 * About how many pairs must be decided until the interval is ± `width` (a share), if `share` of them turn out wrong; `pairs` where nothing less does.
 * Whole counts make the width jump a little from one pair to the next, so it is right to a few pairs.
 *
 * @param width from 0.04 on
 */
export function sampleSize(width: number, share: number, pairs: number): number {
  let [low, high] = [1, Math.min(pairs, mostDecided)];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (halfWidth(Math.round(share * middle), middle, pairs) <= width) high = middle;
    else low = middle + 1;
  }
  return low;
}
