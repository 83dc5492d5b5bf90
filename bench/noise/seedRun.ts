import type { Interval } from '../../src/core/noise/lintReport';
import type { Contender } from './contenders';
import type { FlipKind } from './flips';

export interface Condition {
  readonly kind: FlipKind;
  readonly share: number;
}

/** What was found after flips of one seed, with a reviewer or without one. */
export interface SeedRun {
  readonly seed: number;
  readonly flipped: Uint8Array;
  /** Share of flipped labels, and the same on top of the wrong ones that the unflipped file has by its own estimate. */
  readonly truth: number;
  readonly wrong: number;
  readonly contenders: readonly Contender[];
  /** 1 for a pair that is measured. */
  readonly measured: Uint8Array;
  readonly rate: Interval | null;
  readonly identified: boolean;
  readonly ceiling: Interval | null;
}
