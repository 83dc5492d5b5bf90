import { HashIndex } from '../noise/structural/hashIndex';
import type { Steps } from '../noise/steps';
import type { ScoreSet } from './scoreSet';

export const matchings = ['place', 'content'] as const;
/** By row and pair of one file, or by prompt and responses across files. */
export type Matching = (typeof matchings)[number];

/** Which pair of the first set is which of the second, in the order of the second. */
export interface PairMatch {
  readonly matching: Matching;
  readonly first: Uint32Array;
  readonly second: Uint32Array;
  /** 1 where chosen and rejected are swapped between the two. */
  readonly swapped: Uint8Array;
  /** Pairs of one set that the other lacks. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
}

const pairsAtOnce = 1 << 14;
const none = 0xffffffff;

/**
 * Finds the pairs of two score sets that are the same. By content each pair is matched once, in the order of the files, with the same labels first and with swapped ones
 * then, so that a pair that stands in a file both ways is not taken for a swap. Content needs identities in both sets.
 */
export function* matchPairs(first: ScoreSet, second: ScoreSet, matching: Matching): Steps<PairMatch> {
  const partner = new Uint32Array(second.length).fill(none);
  const taken = new Uint8Array(first.length);
  const swapped = new Uint8Array(second.length);
  if (matching === 'place') yield* pass(first.length, second.length, placeKeys(first), placeKeys(second), partner, taken);
  else {
    yield* pass(first.length, second.length, contentKeys(first, true), contentKeys(second, true), partner, taken);
    const before = partner.slice();
    yield* pass(first.length, second.length, contentKeys(first, false), contentKeys(second, false), partner, taken);
    partner.forEach((at, index) => (swapped[index] = at !== before[index] ? 1 : 0));
  }
  return collected(matching, partner, swapped, first.length);
}

type Keys = (at: number) => readonly [number, number];

function placeKeys({ row, pair }: ScoreSet): Keys {
  return (at) => [row[at] ?? 0, pair[at] ?? 0];
}

function contentKeys({ identity }: ScoreSet, withLabels: boolean): Keys {
  if (identity === null) throw new Error('Pairs of a set without texts cannot be matched by content.');
  const { low, high, turned } = identity;
  return (at) => [withLabels ? ((low[at] ?? 0) ^ (turned[at] ?? 0)) >>> 0 : (low[at] ?? 0), high[at] ?? 0];
}

/** Gives each pair of the second set that has no partner yet the first free pair of the first set with its key. */
function* pass(firstLength: number, secondLength: number, firstKeys: Keys, secondKeys: Keys, partner: Uint32Array, taken: Uint8Array): Steps<void> {
  const index = new HashIndex();
  const heads = new Uint32Array(firstLength).fill(none);
  const next = new Uint32Array(firstLength).fill(none);
  for (let at = firstLength - 1; at >= 0; at--) {
    if (at % pairsAtOnce === 0) yield;
    if (taken[at] === 1) continue;
    const number = index.add(...firstKeys(at));
    next[at] = heads[number] ?? none;
    heads[number] = at;
  }
  const known = index.size;
  for (let at = 0; at < secondLength; at++) {
    if (at % pairsAtOnce === 0) yield;
    if (partner[at] !== none) continue;
    const number = index.add(...secondKeys(at));
    const found = number < known ? (heads[number] ?? none) : none;
    if (found === none) continue;
    heads[number] = next[found] ?? none;
    partner[at] = found;
    taken[found] = 1;
  }
}

function collected(matching: Matching, partner: Uint32Array, swapped: Uint8Array, firstLength: number): PairMatch {
  const second = Uint32Array.from(partner.keys()).filter((at) => partner[at] !== none);
  const first = partner.filter((at) => at !== none);
  return { matching, first, second, swapped: swapped.filter((_, at) => partner[at] !== none), onlyFirst: firstLength - first.length, onlySecond: partner.length - first.length };
}
