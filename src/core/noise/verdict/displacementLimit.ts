import type { EvidenceTable } from '../evidence/evidenceTable';
import type { Steps } from '../steps';
import { upperFence } from './upperFence';

/** Which pairs of a file are so likely to lower their own chosen response's probability that training on them is a risk. */
export interface DisplacementLimit {
  readonly figure: 'displacement' | 'length-normalized-ches';
  readonly threshold: number;
  valueAt(index: number): number | null;
  exceededAt(index: number): boolean;
}

/**
 * By Δ where it was measured: its sign has a meaning of its own (below 0, a step of DPO lowers log π(chosen)), so the worst share of the file counts as far
 * as it is below 0, and it ranks what real steps of DPO do better than CHES (docs/displacement.md). Else by length-normalised CHES (Razin et al. 2025), which
 * only ranks: the worst share as far as it stands out of the file. Null without either.
 */
export function* displacementLimit(evidence: EvidenceTable, share: number): Steps<DisplacementLimit | null> {
  const displacement = evidence.figuresOf('displacement');
  if (displacement) {
    const threshold = Math.min(0, -((yield* upperFence(displacement.map((value) => -value), share, false)) ?? Infinity));
    return limitOf('displacement', displacement, threshold, (value) => value < threshold);
  }
  const ches = evidence.figuresOf('length-normalized-ches');
  const threshold = ches && (yield* upperFence(ches, share, true));
  return ches === null || threshold === null ? null : limitOf('length-normalized-ches', ches, threshold, (value) => value > threshold);
}

function limitOf(figure: DisplacementLimit['figure'], values: Float64Array, threshold: number, exceeds: (value: number) => boolean): DisplacementLimit {
  const valueAt = (index: number) => {
    const value = values[index] ?? NaN;
    return Number.isNaN(value) ? null : value;
  };
  return { figure, threshold, valueAt, exceededAt: (index) => exceeds(valueAt(index) ?? NaN) };
}
