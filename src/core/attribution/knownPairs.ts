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

/** The pairs of a design that were evaluated, sizes in ascending order, each size in the order drawn. */
export function knownPairs(design: PairedDesign, values: CoalitionValues): readonly KnownPair[] {
  return design.strata.flatMap((stratum) => {
    const known = stratum.drawn.flatMap((coalition) => {
      const [value, other] = [values.get(coalition), values.get(complementOf(coalition))];
      return value && other ? [{ coalition, value, other }] : [];
    });
    return known.map(({ coalition, value, other }) => ({
      coalition,
      stratum,
      stratumCount: known.length,
      odd: value.map((one, target) => (one - (other[target] ?? 0)) / 2),
      even: value.map((one, target) => (one + (other[target] ?? 0)) / 2),
    }));
  });
}
