import type { Steps } from '../noise/steps';
import type { Judgement } from '../noise/verdict/judgement';

const pairsAtOnce = 2048;

export interface AmbiguityThresholds {
  readonly ambiguousProbability: number;
  readonly contradictedProbability: number;
}

/**
 * Margins of the pairs whose label the implicit reward alone makes neither probably wrong (at `contradictedProbability`) nor probably right (below `ambiguousProbability`).
 * Null where the reward's evidence is not calibrated on the file, or holds no such pair.
 *
 * @param margins reward margins by pair; the judgement itself has them on another scale
 */
export function* ambiguousMargins(judgement: Judgement | null, margins: ArrayLike<number>, { ambiguousProbability, contradictedProbability }: AmbiguityThresholds): Steps<{ readonly low: number; readonly high: number } | null> {
  const reward = judgement?.sources.find(({ source }) => source === 'implicit-reward');
  if (reward === undefined) return null;
  let [low, high] = [Infinity, -Infinity];
  for (let index = 0; index < reward.scores.length; index++) {
    if (index % pairsAtOnce === 0) yield;
    const probability = reward.probabilityWrongAt(index);
    if (probability === null || probability < ambiguousProbability || probability >= contradictedProbability) continue;
    low = Math.min(low, margins[index] ?? Infinity);
    high = Math.max(high, margins[index] ?? -Infinity);
  }
  return low <= high ? { low, high } : null;
}
