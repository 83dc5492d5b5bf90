import { HashIndex } from '../noise/structural/hashIndex';
import type { Steps } from '../noise/steps';
import { filledInSteps } from '../statistics/filledInSteps';
import { placesWhere } from '../statistics/placesWhere';
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
  readonly swappedCount: number;
  /** Pairs of one set that the other lacks. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
}

const pairsAtOnce = 1 << 13;
/** Pairs are named by their place plus this, so that a new column says that there is none. */
const base = 1;
const none = 0;

/**
 * Finds the pairs of two score sets that are the same. By content each pair is matched once, in the order of the files, with the same labels first and with swapped ones
 * then, so that a pair that stands in a file both ways is not taken for a swap. Content needs identities in both sets.
 */
export function* matchPairs(first: ScoreSet, second: ScoreSet, matching: Matching): Steps<PairMatch> {
  const found = { partner: new Uint32Array(second.length), taken: new Uint8Array(first.length), swapped: new Uint8Array(second.length) };
  const lengths = [first.length, second.length] as const;
  if (matching === 'place') yield* pass(lengths, [placeKeys(first), placeKeys(second)], found, 0);
  else {
    yield* pass(lengths, [contentKeys(first, true), contentKeys(second, true)], found, 0);
    yield* pass(lengths, [contentKeys(first, false), contentKeys(second, false)], found, 1);
  }
  return yield* collected(matching, found, first.length);
}

interface Found {
  /** By pair of the second set: the place of its pair in the first, plus one; 0 where it has none. */
  readonly partner: Uint32Array;
  /** By pair of the first set: 1 where it is a partner. */
  readonly taken: Uint8Array;
  /** By pair of the second set: 1 where it was found by swapped labels. */
  readonly swapped: Uint8Array;
}

/** 64 bits a pair, in two halves rather than as a pair of numbers: an object for each of a million pairs keeps the garbage collector busy. */
interface Keys {
  low(at: number): number;
  high(at: number): number;
}

function placeKeys({ row, pair }: ScoreSet): Keys {
  return { low: (at) => row[at] ?? 0, high: (at) => pair[at] ?? 0 };
}

function contentKeys({ identity }: ScoreSet, withLabels: boolean): Keys {
  if (identity === null) throw new Error('Pairs of a set without texts cannot be matched by content.');
  const { low, high, turned } = identity;
  return { low: (at) => (withLabels ? ((low[at] ?? 0) ^ (turned[at] ?? 0)) >>> 0 : (low[at] ?? 0)), high: (at) => high[at] ?? 0 };
}

/** Gives each pair of the second set that has no partner yet the first free pair of the first set with its key. */
function* pass([firstLength, secondLength]: readonly [number, number], [firstKeys, secondKeys]: readonly [Keys, Keys], { partner, taken, swapped }: Found, isSwapped: 0 | 1): Steps<void> {
  // Made for all of them at once: to grow with a million entries takes a tenth of a second in one go.
  const index = new HashIndex(firstLength);
  const heads = new Uint32Array(firstLength);
  const next = new Uint32Array(firstLength);
  for (let at = firstLength - 1; at >= 0; at--) {
    if (at % pairsAtOnce === 0) yield;
    if (taken[at] === 1) continue;
    const number = index.add(firstKeys.low(at), firstKeys.high(at));
    next[at] = heads[number] ?? none;
    heads[number] = at + base;
  }
  for (let at = 0; at < secondLength; at++) {
    if (at % pairsAtOnce === 0) yield;
    if (partner[at] !== none) continue;
    const number = index.find(secondKeys.low(at), secondKeys.high(at));
    const found = number === undefined ? none : (heads[number] ?? none);
    if (number === undefined || found === none) continue;
    heads[number] = next[found - base] ?? none;
    partner[at] = found;
    taken[found - base] = 1;
    swapped[at] = isSwapped;
  }
}

function* collected(matching: Matching, { partner, swapped }: Found, firstLength: number): Steps<PairMatch> {
  const second = yield* placesWhere(partner.length, (at) => partner[at] !== none);
  const first = yield* filledInSteps(new Uint32Array(second.length), (place) => (partner[second[place] ?? 0] ?? base) - base);
  let swappedCount = 0;
  const isSwapped = yield* filledInSteps(new Uint8Array(second.length), (place) => {
    const is = swapped[second[place] ?? 0] ?? 0;
    swappedCount += is;
    return is;
  });
  return { matching, first, second, swapped: isSwapped, swappedCount, onlyFirst: firstLength - first.length, onlySecond: partner.length - second.length };
}
