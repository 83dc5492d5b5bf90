import type { RandomSource } from '../statistics/randomSource';
import { coalitionKey, complementOf, type Coalition } from './coalition';

/** Below this number of pairs a size is enumerated in random order; above it, pairs are drawn and repeats drawn anew. */
const largestEnumeration = 4096;

/**
 * All pairs {S, complement of S} with |S| = size ≤ n/2, and those drawn so far. `share` is the size's part of the budget:
 * leverage scores give every coalition size the same, and a pair of half size counts for one size only.
 */
export class PairStratum {
  private drawn = 0;
  /** How many pairs there are; Infinity beyond floating point. */
  readonly population: number;
  readonly share: number;
  /** Σ of the Shapley kernel 1/(C(n,s)·s·(n−s)) over both coalitions of all pairs of the stratum. */
  readonly kernelMass: number;
  private readonly keys = new Set<string>();
  private enumerated: Coalition[] | undefined;

  constructor(
    private readonly players: number,
    readonly size: number,
    private readonly random: RandomSource,
  ) {
    const isHalf = 2 * size === players;
    this.share = isHalf ? 0.5 : 1;
    this.population = chooseCount(players, size) * this.share;
    this.kernelMass = (2 * this.share) / (size * (players - size));
  }

  get isExhausted(): boolean {
    return this.drawn >= this.population;
  }

  /** One more pair, never one that was drawn before. Returns its first coalition. */
  draw(): Coalition {
    const coalition = this.population <= largestEnumeration ? this.drawEnumerated() : this.drawNew();
    this.drawn++;
    return coalition;
  }

  /** Pairs drawn as a multiple of the share: equal over all sizes when the budget is spread as it should be. */
  get filled(): number {
    return this.drawn / this.share;
  }

  private drawEnumerated(): Coalition {
    if (!this.enumerated) {
      const all = [...coalitionsOfSize(this.players, this.size, this.share < 1)];
      this.enumerated = this.random.order(all.length).map((index) => all[index] ?? new Uint8Array(this.players));
    }
    return this.enumerated[this.drawn] ?? new Uint8Array(this.players);
  }

  private drawNew(): Coalition {
    for (;;) {
      const coalition = this.drawAny();
      const key = coalitionKey(coalition);
      if (this.keys.has(key)) continue;
      this.keys.add(key);
      return coalition;
    }
  }

  private drawAny(): Coalition {
    const coalition = new Uint8Array(this.players);
    for (let left = this.size; left > 0; ) {
      const player = this.random.integer(this.players);
      if (coalition[player] === 1) continue;
      coalition[player] = 1;
      left--;
    }
    // Of two halves that are each other's complement, the one with the first player stands for both.
    return this.share < 1 && coalition[0] === 0 ? complementOf(coalition) : coalition;
  }
}

/**
 * Which coalitions to evaluate: pairs of complements, without replacement, small and large sizes enumerated first because
 * they have few coalitions (the border), every size with the same share of the budget (leverage scores; Musco and Witter,
 * arXiv 2410.01917). The shares are fixed rather than random, so that a growing budget only ever adds coalitions.
 */
export class PairedDesign {
  /** One for each size, in the order of their turns: sizes far apart come one after the other, so that few pairs show all kinds of sizes. */
  readonly strata: readonly PairStratum[];
  /** The first coalition of each pair that was drawn, in that order. */
  readonly drawn: { readonly coalition: Coalition; readonly stratum: PairStratum }[] = [];

  constructor(
    readonly players: number,
    random: RandomSource,
  ) {
    const sizes = spreadOrder(Math.floor(players / 2));
    this.strata = sizes.map((index) => new PairStratum(players, index + 1, random));
  }

  /** The next pair, one coalition after its complement; null when all are drawn. */
  nextPair(): readonly [Coalition, Coalition] | null {
    let best: PairStratum | null = null;
    let least = Infinity;
    for (const stratum of this.strata) {
      const { filled } = stratum;
      if (!stratum.isExhausted && filled < least) [best, least] = [stratum, filled];
    }
    if (!best) return null;
    const coalition = best.draw();
    this.drawn.push({ coalition, stratum: best });
    return [coalition, complementOf(coalition)];
  }
}

/** 0 … count − 1 in the order of the van der Corput sequence. */
function spreadOrder(count: number): readonly number[] {
  const reversed = (index: number) => {
    let [fraction, base] = [0, 0.5];
    for (let rest = index; rest > 0; rest >>= 1, base /= 2) fraction += (rest & 1) * base;
    return fraction;
  };
  const fractions = Array.from({ length: count }, (_, index) => reversed(index));
  const order = fractions.map((_, index) => index).sort((a, b) => (fractions[a] ?? 0) - (fractions[b] ?? 0));
  return fractions.map((_, turn) => order.indexOf(turn));
}

function chooseCount(players: number, size: number): number {
  let count = 1;
  for (let index = 0; index < size; index++) count = (count * (players - index)) / (index + 1);
  return Math.round(count);
}

function* coalitionsOfSize(players: number, size: number, withFirst: boolean): Generator<Coalition> {
  const members = Array.from({ length: size }, (_, index) => index);
  for (;;) {
    if (withFirst && members[0] !== 0) return;
    const coalition = new Uint8Array(players);
    for (const member of members) coalition[member] = 1;
    yield coalition;
    let moved = size - 1;
    while (moved >= 0 && members[moved] === players - size + moved) moved--;
    if (moved < 0) return;
    members[moved] = (members[moved] ?? 0) + 1;
    for (let index = moved + 1; index < size; index++) members[index] = (members[index - 1] ?? 0) + 1;
  }
}
