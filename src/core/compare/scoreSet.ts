import type { Steps } from '../noise/steps';
import { hasKnown } from '../statistics/hasKnown';

/** Margins of all pairs of a file under one model set, convention and beta, as columns in file order. NaN where a figure is unknown (columns never become JSON). */
export interface ScoreSet {
  readonly length: number;
  /** 0-based row, 0-based pair in the row, 1-based line (0 where the format has no lines). */
  readonly row: Uint32Array;
  readonly pair: Uint16Array;
  readonly line: Uint32Array;
  /** beta·[(log π − log π_ref)(chosen) − (…)(rejected)] and log π(chosen) − log π(rejected), both in nats. */
  readonly rewardMargin: Float64Array;
  readonly likelihoodMargin: Float64Array;
  /** What the pairs hold (pairIdentity); null for a file of scores, which holds no texts. */
  readonly identity: {
    readonly low: Uint32Array;
    readonly high: Uint32Array;
    /** 1 where the pair is turned. */
    readonly turned: Uint8Array;
  } | null;
}

export const comparedFigures = ['rewardMargin', 'likelihoodMargin'] as const;
/** The figure that is compared. Without a reference model there is no reward. */
export type ComparedFigure = (typeof comparedFigures)[number];

/** The reward margin where both sets have it, else the likelihood margin. */
export function* comparableFigure(first: ScoreSet, second: ScoreSet): Steps<ComparedFigure> {
  return (yield* hasKnown(first.rewardMargin)) && (yield* hasKnown(second.rewardMargin)) ? 'rewardMargin' : 'likelihoodMargin';
}
