import type { Judgement } from '../../src/core/noise/verdict/judgement';
import { cleanlab } from './cleanlabPeer';
import type { FlippedEvidence } from './flippedEvidence';
import { perplexityMixtureRate } from './perplexityMixture';
import { ranking, type Ranking } from './rankingFigures';

/** One way to suspect labels. */
export interface Contender {
  readonly name: string;
  /** One source of evidence, as against several or a baseline. */
  readonly isSingle: boolean;
  readonly ranking: Ranking;
  /** The share of wrong labels that it estimates; null where it estimates none. */
  readonly rate: number | null;
  /** The share of pairs that it is measured at. */
  readonly usedRate: number;
}

export const together = 'all together';
export const cleanlabPrefix = 'cleanlab on ';

interface Peers {
  readonly root: string;
  readonly seed: number;
  /** cleanlab takes seconds to start. */
  readonly cleanlab: boolean;
}

/** All together first. A contender without a rate of its own is measured at that of all together, or at the true one. */
export function contendersOf({ table, longer }: FlippedEvidence, judged: Judgement, share: number, peers: Peers): readonly Contender[] {
  const own = judged.rate.interval?.estimate ?? null;
  const contender = (name: string, suspicion: ArrayLike<number>, rate: number | null, isSingle = false) => ({ name, isSingle, ranking: ranking(suspicion), rate, usedRate: rate ?? own ?? share });
  const sources = table.sources.map((source) => {
    const scores = table.scoresOf(source) ?? new Float64Array(0);
    const rate = source === 'perplexity-difference' ? perplexityMixtureRate(scores) : (judged.rates.get(source)?.interval?.estimate ?? null);
    return contender(source, against(scores), rate, true);
  });
  const found = (['probe-text', 'probe-states'] as const).flatMap((source) => {
    const scores = table.scoresOf(source);
    const result = scores && peers.cleanlab ? cleanlab(peers.root, scores, peers.seed) : null;
    return result ? [contender(`${cleanlabPrefix}${source}`, result.suspicion, result.rate)] : [];
  });
  return [contender(together, longer.map((_, row) => judged.suspicionAt(row)), own), ...sources, contender('longest wins', against(longer), null), ...found];
}

function against(scores: Float64Array): Float64Array {
  return scores.map((score) => (Number.isNaN(score) ? 0 : -score));
}
