import type { PairScore } from '../core/scoring/pairScore';

/**
 * Orders pairs by how strongly the models contradict their label: lowest reward margin first, or lowest likelihood
 * margin where there is no reference; equal figures in file order.
 */
export function worstFirst(a: PairScore, b: PairScore): number {
  return badness(a) - badness(b) || a.row - b.row || a.pair - b.pair;
}

function badness(score: PairScore): number {
  return score.rewardMargin ?? score.likelihoodMargin;
}
