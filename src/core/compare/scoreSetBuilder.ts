import type { PairScore } from '../scoring/pairScore';
import { GrowingColumn } from '../statistics/growingColumn';
import type { PairIdentity } from './pairIdentity';
import type { ScoreSet } from './scoreSet';

/** Collects a score set pair by pair, in file order. */
export class ScoreSetBuilder {
  private readonly row = new GrowingColumn((length) => new Uint32Array(length));
  private readonly pair = new GrowingColumn((length) => new Uint16Array(length));
  private readonly line = new GrowingColumn((length) => new Uint32Array(length));
  private readonly rewardMargin = new GrowingColumn((length) => new Float64Array(length));
  private readonly likelihoodMargin = new GrowingColumn((length) => new Float64Array(length));
  private readonly low = new GrowingColumn((length) => new Uint32Array(length));
  private readonly high = new GrowingColumn((length) => new Uint32Array(length));
  private readonly turned = new GrowingColumn((length) => new Uint8Array(length));

  get length(): number {
    return this.row.length;
  }

  /** A pair, with its figures or null where it has none. Either all pairs come with their identity, or none. */
  add(place: Pick<PairScore, 'row' | 'line' | 'pair'>, score: Pick<PairScore, 'rewardMargin' | 'likelihoodMargin'> | null, identity: PairIdentity | null): void {
    this.row.add(place.row);
    this.pair.add(place.pair);
    this.line.add(place.line);
    this.rewardMargin.add(score?.rewardMargin ?? NaN);
    this.likelihoodMargin.add(score?.likelihoodMargin ?? NaN);
    if (identity === null) return;
    this.low.add(identity.low);
    this.high.add(identity.high);
    this.turned.add(identity.isTurned ? 1 : 0);
  }

  build(): ScoreSet {
    const hasIdentities = this.length > 0 && this.low.length === this.length;
    return {
      length: this.length,
      row: this.row.view(),
      pair: this.pair.view(),
      line: this.line.view(),
      rewardMargin: this.rewardMargin.view(),
      likelihoodMargin: this.likelihoodMargin.view(),
      identity: hasIdentities ? { low: this.low.view(), high: this.high.view(), turned: this.turned.view() } : null,
    };
  }
}
