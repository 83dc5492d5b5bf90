import type { Coalition } from './coalition';
import type { CoalitionValues } from './coalitionValues';
import { normalQuantile, type ShapleyEstimate } from './shapleyEstimate';
import type { ShapleyEstimator } from './shapleyEstimator';

/** Beyond this 2^n coalitions no longer fit a sensible wait or memory. */
export const mostExactPlayers = 16;

/** Up to here all coalitions are evaluated unless a method is asked for: at most 4,096. */
export const mostExactByDefault = 12;

/**
 * All 2^n coalitions, in Gray order: each differs from the one before by one player. The last players change fastest, so that coalitions that
 * follow each other keep the same beginning of a prompt, which a runtime reads once.
 */
export class ExactShapley implements ShapleyEstimator {
  readonly method = 'exact';
  private handedOut = 0;

  constructor(readonly players: number) {
    if (players > mostExactPlayers) throw new RangeError(`Exact values take at most ${String(mostExactPlayers)} units, not ${String(players)}.`);
  }

  next(count: number): readonly Coalition[] {
    const from = this.handedOut;
    this.handedOut = Math.min(2 ** this.players, from + count);
    return Array.from({ length: this.handedOut - from }, (_, index) => grayCoalition(from + index, this.players));
  }

  estimate(values: CoalitionValues): ShapleyEstimate | null {
    const table = coalitionTable(values);
    if (!table) return null;
    const exact = Array.from({ length: values.targets }, (_, target) => shapleyOfTable(values.players, (mask) => table[mask]?.[target] ?? 0));
    return { values: exact, standardErrors: exact.map((row) => new Float64Array(row.length)), quantile: normalQuantile, exact: true };
  }
}

/** Values by bit mask (bit i: player i); null unless every coalition is known. */
export function coalitionTable(values: CoalitionValues): readonly Float64Array[] | null {
  const { players } = values;
  if (players > mostExactPlayers || values.evaluations < 2 ** players) return null;
  const table: Float64Array[] = [];
  for (let mask = 0; mask < 2 ** players; mask++) {
    const known = values.get(coalitionOfMask(mask, players));
    if (!known) return null;
    table.push(known);
  }
  return table;
}

/** φ_i = Σ_S |S|!·(n−|S|−1)!/n! · (v(S ∪ i) − v(S)), in float64, coalitions in the order of their masks. */
export function shapleyOfTable(players: number, value: (mask: number) => number): Float64Array {
  const weights = marginalWeights(players);
  const shapley = new Float64Array(players);
  for (let mask = 0; mask < 2 ** players; mask++) {
    const weight = weights[bitCount(mask)] ?? 0;
    for (let player = 0; player < players; player++) {
      const bit = 1 << player;
      if ((mask & bit) === 0) shapley[player] = (shapley[player] ?? 0) + weight * (value(mask | bit) - value(mask));
    }
  }
  return shapley;
}

/** By the size of S: |S|!·(n−|S|−1)!/n! = 1/(n·C(n−1, |S|)). */
function marginalWeights(players: number): readonly number[] {
  const weights: number[] = [];
  let choose = 1;
  for (let size = 0; size < players; size++) {
    weights.push(1 / (players * choose));
    choose = (choose * (players - 1 - size)) / (size + 1);
  }
  return weights;
}

function grayCoalition(index: number, players: number): Coalition {
  return coalitionOfMask(index ^ (index >> 1), players).reverse();
}

function coalitionOfMask(mask: number, players: number): Coalition {
  return Uint8Array.from({ length: players }, (_, player) => (mask >> player) & 1);
}

function bitCount(mask: number): number {
  let count = 0;
  for (let rest = mask; rest > 0; rest &= rest - 1) count++;
  return count;
}
