import { responseText, type PairTexts } from '../../src/core/dataset/preferencePair';
import { RandomSource } from '../../src/core/statistics/randomSource';

export const flipKinds = ['random', 'length'] as const;
export type FlipKind = (typeof flipKinds)[number];

/**
 * Which labels to flip: a share of all, drawn at random; or by length, as annotators do who take the longer response for the better one, so that only
 * pairs whose chosen response is shorter are flipped, the more likely the more it is shorter. Where there are fewer of these, fewer are flipped.
 */
export function flippedRows(pairs: readonly PairTexts[], kind: FlipKind, share: number, seed: number): ReadonlySet<number> {
  const random = new RandomSource(seed);
  const count = Math.round(share * pairs.length);
  if (kind === 'random') return new Set(random.order(pairs.length).slice(0, count));
  // Weighted drawing without replacement (Efraimidis and Spirakis 2006): the largest u^(1/weight) win.
  const keys = pairs.map(({ chosen, rejected }, row) => {
    const [own, other] = [responseText(chosen).length, responseText(rejected).length];
    return { row, key: random.unit() ** (1 / Math.max(0, (other - own) / (other + own))) };
  });
  return new Set(keys.filter(({ key }) => key > 0).sort((a, b) => b.key - a.key).slice(0, count).map(({ row }) => row));
}

export function swapped(texts: PairTexts): PairTexts {
  return texts.format === 'standard' ? { ...texts, chosen: texts.rejected, rejected: texts.chosen } : { ...texts, chosen: texts.rejected, rejected: texts.chosen };
}
