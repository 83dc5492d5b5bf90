import type { Steps } from '../noise/steps';
import { filledInSteps } from '../statistics/filledInSteps';
import type { PairColumns } from './pairColumns';

/** There is no verdict yet. */
export const noVerdict = 255;

/** PairColumns that are being filled. */
export type WritablePairColumns = { -readonly [Name in keyof PairColumns]: PairColumns[Name] };

/** Columns of so many pairs of which nothing is known yet. About 39 bytes a pair. */
export function* emptyPairColumns(length: number): Steps<WritablePairColumns> {
  const unknown = () => filledInSteps(new Float32Array(length), () => NaN);
  return {
    length,
    row: new Uint32Array(length),
    pair: new Uint16Array(length),
    rewardMargin: yield* unknown(),
    likelihoodMargin: yield* unknown(),
    lengthNormalizedChes: yield* unknown(),
    displacement: yield* unknown(),
    lengthDifference: yield* unknown(),
    probabilityWrong: yield* unknown(),
    verdict: yield* filledInSteps(new Uint8Array(length), () => noVerdict),
  };
}
