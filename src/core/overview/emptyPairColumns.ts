import type { PairColumns } from './pairColumns';

/** There is no verdict yet. */
export const noVerdict = 255;

/** PairColumns that are being filled. */
export type WritablePairColumns = { -readonly [Name in keyof PairColumns]: PairColumns[Name] };

/** Columns of so many pairs of which nothing is known yet. About 39 bytes a pair. */
export function emptyPairColumns(length: number): WritablePairColumns {
  const unknown = () => new Float32Array(length).fill(NaN);
  return {
    length,
    row: new Uint32Array(length),
    pair: new Uint16Array(length),
    rewardMargin: unknown(),
    likelihoodMargin: unknown(),
    lengthNormalizedChes: unknown(),
    displacement: unknown(),
    lengthDifference: unknown(),
    probabilityWrong: unknown(),
    verdict: new Uint8Array(length).fill(noVerdict),
  };
}
