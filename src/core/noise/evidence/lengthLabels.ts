import type { Steps } from '../steps';
import type { StackedEvidence } from './stackedEvidence';

/** Pairs whose responses differ in length, as readings of a file explain their labels. */
export interface LengthLabels {
  /** Log-odds that the longer response is the better one by evidence that was freed of length. */
  readonly evidence: Float64Array;
  /** ≥ 0: what the difference of lengths adds to the log-odds of the label for the longer response. */
  readonly liking: Float64Array;
  /** 1 where the longer response is labelled better. */
  readonly forLonger: Uint8Array;
  /** Prompts a pair: those of one prompt go together, and count the less. */
  readonly independence: number;
}

/** Pairs whose truth a person knows, besides. */
export interface ReviewedLengthLabels extends LengthLabels {
  /** 1 where the longer response truly is the better one. */
  readonly longerIsBetter: Uint8Array;
}

/** More pairs tell readings no better apart than they have to be. */
const mostPairs = 4096;
const rowsAtOnce = 65_536;

/** @param biased the sources without their liking for length, stacked with the lengths beside them; @param lengths as `lengthDifferences` has them */
export function* lengthLabels(biased: StackedEvidence, groups: Uint32Array, lengths: Float64Array): Steps<LengthLabels> {
  const stride = Math.ceil(groups.length / mostPairs);
  yield;
  const rows = Array.from({ length: Math.ceil(groups.length / stride) }, (_, place) => place * stride);
  return labelsOf(rows.filter((row) => (lengths[2 * row] ?? 0) !== 0), biased, groups, lengths);
}

/** Those of the pairs that a person looked at. @param reviewed 1 the label is right, −1 it is wrong, 0 nobody knows; by pair */
export function* reviewedLengthLabels(biased: StackedEvidence, groups: Uint32Array, lengths: Float64Array, reviewed: Int8Array): Steps<ReviewedLengthLabels> {
  const rows: number[] = [];
  for (let row = 0; row < reviewed.length; row++) {
    if (row % rowsAtOnce === 0) yield;
    if (reviewed[row] !== 0 && (lengths[2 * row] ?? 0) !== 0) rows.push(row);
  }
  const stride = Math.ceil(rows.length / mostPairs);
  const taken = rows.filter((_, place) => place % stride === 0);
  return { ...labelsOf(taken, biased, groups, lengths), longerIsBetter: Uint8Array.from(taken, (row) => ((lengths[2 * row] ?? 0) * (reviewed[row] ?? 0) > 0 ? 1 : 0)) };
}

function labelsOf(rows: readonly number[], { scores, lengthExcess }: StackedEvidence, groups: Uint32Array, lengths: Float64Array): LengthLabels {
  const signs = rows.map((row) => Math.sign(lengths[2 * row] ?? 0));
  return {
    evidence: Float64Array.from(rows, (row, place) => (signs[place] ?? 0) * (scores[row] ?? 0)),
    liking: Float64Array.from(rows, (row) => 2 * Math.atanh(Math.abs(lengthExcess[row] ?? 0))),
    forLonger: Uint8Array.from(signs, (sign) => (sign > 0 ? 1 : 0)),
    independence: new Set(rows.map((row) => groups[row])).size / Math.max(1, rows.length),
  };
}
