import { RandomSource } from '../../src/core/statistics/randomSource';

/** So many pairs are an hour's work. */
export const looksAt = 40;

/** What a reviewer says who looks at pairs drawn by a seed of their own and knows the truth: 1 right, −1 wrong, 0 not looked at. */
export function reviewerWords(flipped: Uint8Array, seed: number): Int8Array {
  const looked = new Set(new RandomSource(1000 + seed).order(flipped.length).slice(0, looksAt));
  return Int8Array.from(flipped, (isFlipped, row) => (looked.has(row) ? (isFlipped === 1 ? -1 : 1) : 0));
}
