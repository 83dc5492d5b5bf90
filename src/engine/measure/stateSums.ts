import type { StateProducts } from '../../core/scoring/pairEvaluation';
import type { EncodedSequence } from '../conventions/encodedPair';
import type { StateRows } from '../model/sequenceMeasures';

/** The counted states of one response: where they lie, their sum, and the last of them. */
export interface CountedStates {
  readonly rows: StateRows;
  /** First counted position: the last prompt token, or 0 when there is no prompt. */
  readonly first: number;
  /** Number of counted states. */
  readonly count: number;
  /** Σ h, float64. */
  readonly sum: Float64Array;
}

/**
 * Sums the states of the last prompt token through the last real response token; the end token's own state never
 * counts (docs/conventions.md; it makes both code paths of the CHES authors agree).
 */
export function sumStates(sequence: EncodedSequence, rows: StateRows): CountedStates {
  const first = Math.max(sequence.promptLength - 1, 0);
  const count = sequence.tokens.length === 0 ? 0 : Math.max(sequence.realEnd - first, 0);
  const sum = new Float64Array(rows.size);
  for (let position = first; position < first + count; position++) {
    for (let axis = 0; axis < rows.size; axis++) sum[axis] = (sum[axis] ?? 0) + valueAt(rows, position, axis);
  }
  return { rows, first, count, sum };
}

function valueAt(rows: StateRows, position: number, axis: number): number {
  return rows.values[(position - rows.firstPosition) * rows.size + axis] ?? 0;
}

function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let axis = 0; axis < a.length; axis++) total += (a[axis] ?? 0) * (b[axis] ?? 0);
  return total;
}

/** ⟨h_position, vector⟩ in float64. */
function project(rows: StateRows, position: number, vector: Float64Array): number {
  let total = 0;
  for (let axis = 0; axis < rows.size; axis++) total += valueAt(rows, position, axis) * (vector[axis] ?? 0);
  return total;
}

function lastState(states: CountedStates): Float64Array {
  const position = states.first + states.count - 1;
  return Float64Array.from({ length: states.rows.size }, (_, axis) => (states.count === 0 ? 0 : valueAt(states.rows, position, axis)));
}

/** The inner products that CHES, its normalised form and the last-hidden baseline are made of. */
export function stateProducts(chosen: CountedStates, rejected: CountedStates): StateProducts {
  return {
    chosenChosen: dot(chosen.sum, chosen.sum),
    chosenRejected: dot(chosen.sum, rejected.sum),
    rejectedRejected: dot(rejected.sum, rejected.sum),
    chosenStateCount: chosen.count,
    rejectedStateCount: rejected.count,
    lastChosenRejected: dot(lastState(chosen), lastState(rejected)),
  };
}

/**
 * Part of CHES that each completion token's predicting state brings, ±⟨h, S⁺⟩: CHES = Σ ⟨h⁻, S⁺⟩ − Σ ⟨h⁺, S⁺⟩.
 * A state that predicts no token (the last one of a truncated response) goes to the last token, so that the parts
 * always sum to CHES over both responses. Null for tokens after the end marker.
 */
export function chesShares(sequence: EncodedSequence, states: CountedStates, chosenSum: Float64Array, sign: 1 | -1): (number | null)[] {
  const shares: (number | null)[] = sequence.tokens.map(() => null);
  const lastToken = sequence.tokens.length - 1;
  for (let position = states.first; position < states.first + states.count; position++) {
    const token = Math.min(position + 1 - sequence.promptLength, lastToken);
    if (token >= 0) shares[token] = (shares[token] ?? 0) + sign * project(states.rows, position, chosenSum);
  }
  return shares;
}
