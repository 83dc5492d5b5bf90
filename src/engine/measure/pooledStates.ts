import type { EncodedSequence } from '../conventions/encodedPair';
import type { StateRows } from '../model/sequenceMeasures';
import { StateProjection } from './stateProjection';

/** A response whose policy states are known. */
export interface StatesOfResponse {
  readonly sequence: EncodedSequence;
  readonly states: StateRows | null;
}

/** One projection serves all pairs of a model. */
let projection = new StateProjection(0);

/**
 * Mean state over the real tokens of chosen − the same of rejected, at most 256 axes. These are the states *at* the tokens, each of which has
 * read its token, not those that predict them. Null where the model exposes no states, or a response has no real token.
 */
export function stateDifference(chosen: StatesOfResponse, rejected: StatesOfResponse): Float32Array | null {
  const [first, second] = [meanState(chosen), meanState(rejected)];
  if (!first || !second) return null;
  if (projection.size !== first.length) projection = new StateProjection(first.length);
  const difference = projection.apply(first.map((value, axis) => value - (second[axis] ?? 0)));
  // A model that overflows says nothing of the pair; figures of others must not suffer.
  return difference.every(Number.isFinite) ? difference : null;
}

/** Float64, in token order. */
function meanState({ sequence, states }: StatesOfResponse): Float64Array | null {
  const count = sequence.realEnd - sequence.promptLength;
  if (!states || count <= 0) return null;
  const sum = new Float64Array(states.size);
  for (let position = sequence.promptLength; position < sequence.realEnd; position++) {
    const start = (position - states.firstPosition) * states.size;
    for (let axis = 0; axis < states.size; axis++) sum[axis] = (sum[axis] ?? 0) + (states.values[start + axis] ?? 0);
  }
  return sum.map((value) => value / count);
}
