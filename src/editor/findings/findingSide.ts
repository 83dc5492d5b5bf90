import { pairSides, type PairSide } from '../../core/edits/rowChange';
import type { Finding } from '../../core/noise/finding';

/** The text of a pair that a finding is about: the one that its evidence names, else the preferred response. */
export function findingSide({ evidence: { side } }: Pick<Finding, 'evidence'>): PairSide {
  return pairSides.find((name) => name === side) ?? 'chosen';
}
