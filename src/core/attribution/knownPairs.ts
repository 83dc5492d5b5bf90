import { complementOf, type Coalition } from './coalition';
import type { CoalitionValues } from './coalitionValues';
import type { PairedDesign, PairStratum } from './pairedDesign';

/** A pair of complements whose values are known. */
export interface KnownPair {
  readonly coalition: Coalition;
  readonly stratum: PairStratum;
  /** Known pairs of the same stratum, this one included. */
  readonly stratumCount: number;
  /** (v(S) − v(complement))/2 of every target: all that Shapley values depend on. */
  readonly odd: Float64Array;
  /** (v(S) + v(complement))/2 of every target: all that pairwise interactions depend on. */
  readonly even: Float64Array;
}

/** The pairs of a design that were evaluated, in the order drawn. */
export function knownPairs(design: PairedDesign, values: CoalitionValues): readonly KnownPair[] {
  const known = design.drawn.flatMap(({ coalition, stratum }) => {
    const [value, other] = [values.get(coalition), values.get(complementOf(coalition))];
    return value && other ? [{ coalition, stratum, value, other }] : [];
  });
  const counts = new Map<PairStratum, number>();
  for (const { stratum } of known) counts.set(stratum, (counts.get(stratum) ?? 0) + 1);
  return known.map(({ coalition, stratum, value, other }) => ({
    coalition,
    stratum,
    stratumCount: counts.get(stratum) ?? 0,
    odd: value.map((one, target) => (one - (other[target] ?? 0)) / 2),
    even: value.map((one, target) => (one + (other[target] ?? 0)) / 2),
  }));
}
