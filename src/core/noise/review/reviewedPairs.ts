import type { PreferencePair } from '../../dataset/preferencePair';
import { GrowingColumn } from '../../statistics/growingColumn';
import type { AuditedRate } from '../lintReport';
import { auditedRate } from '../rate/auditedRate';
import { pairHashes } from './pairHashes';
import { RandomSample } from './randomSample';
import type { ReviewLog, SaidDecision } from './reviewLog';

/** What people said of the pairs of a file, put together while it is read. Pairs are added in file order; nothing is computed or held where nobody said anything. */
export class ReviewedPairs {
  private readonly preferences: ReadonlyMap<string, SaidDecision>;
  private readonly sample: RandomSample | null;
  private readonly labelColumn = new GrowingColumn((length) => new Int8Array(length));

  /** @param hash 16 hex digits of a cryptographic hash */
  constructor(
    private readonly log: ReviewLog,
    private readonly hash: (text: string) => string,
  ) {
    this.preferences = preferencesIn(log);
    this.sample = log.sample && new RandomSample(log.sample, hash);
  }

  add(pair: Pick<PreferencePair, 'row' | 'line' | 'pair' | 'texts'>): void {
    if (this.preferences.size === 0 && this.sample === null) return;
    const hashes = pairHashes(pair.texts, this.hash);
    this.sample?.add(pair, hashes);
    this.labelColumn.add(this.labelOf(hashes.hash, hashes.swapped));
  }

  /** 1 where somebody said that the label of a pair is right, −1 where it is wrong, 0 where nobody said; null where nobody said anything of any pair. */
  labels(): Int8Array | null {
    return this.preferences.size === 0 ? null : this.labelColumn.view();
  }

  /** Null where no random sample is reviewed. */
  auditedRate(): AuditedRate | null {
    if (this.sample === null || this.log.sample === null) return null;
    return auditedRate(this.log, { seed: this.log.sample.seed, population: this.sample.population, pairs: this.sample.pairs() });
  }

  private labelOf(hash: string, swapped: string): number {
    const [asIs, turned] = [this.preferences.get(hash), this.preferences.get(swapped)];
    const latest = (asIs?.order ?? -1) >= (turned?.order ?? -1) ? asIs : turned;
    if (latest === undefined) return 0;
    return (latest.record.decision === 'keep') === (latest === asIs) ? 1 : -1;
  }
}

/** The latest word on each content that says which response is better, by the hash of the content. */
function preferencesIn(log: ReviewLog): ReadonlyMap<string, SaidDecision> {
  const preferences = new Map<string, SaidDecision>();
  for (const said of log.allSaid()) {
    const { decision, hash } = said.record;
    if (decision !== 'keep' && decision !== 'swap') continue;
    if ((preferences.get(hash)?.order ?? -1) < said.order) preferences.set(hash, said);
  }
  return preferences;
}
