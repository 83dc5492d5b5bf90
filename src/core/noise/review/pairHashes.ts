import { pairContentKey } from '../../dataset/pairContentKey';
import type { PairTexts } from '../../dataset/preferencePair';

/** The content of a pair as it stands, and as it would be with chosen and rejected swapped: 16 hex digits each. */
export interface PairHashes {
  readonly hash: string;
  readonly swapped: string;
}

/** @param hash shortens a content key to 16 hex digits */
export function pairHashes(texts: PairTexts, hash: (text: string) => string): PairHashes {
  const turned = { ...texts, chosen: texts.rejected, rejected: texts.chosen } as PairTexts;
  return { hash: hash(pairContentKey(texts)), swapped: hash(pairContentKey(turned)) };
}
