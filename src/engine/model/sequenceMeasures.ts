import type { VocabularyRows } from './vocabularyRows';

/** What a decoder says of a token sequence. Row k belongs to the position that predicts token `firstScored + k`. */
export interface SequenceMeasures {
  /** First token that has a predicting position: the one asked for, or 1 when nothing precedes it. */
  readonly firstScored: number;
  /** log π(token) in nats, one a scored token. */
  readonly logProbabilities: Float32Array;
  /** Entropy of the next-token distribution in nats, one a scored token; null where it was not wanted. */
  readonly entropies: Float32Array | null;
  /** States that feed the unembedding; null where the graph does not expose them. */
  readonly states: StateRows | null;
  /** Null unless asked for. */
  readonly vocabulary: VocabularyRows | null;
}

/** Row-major [positions, size]. */
export interface StateRows {
  readonly values: Float32Array;
  readonly size: number;
  /** Position in the sequence that the first row belongs to; none before it was asked for. */
  readonly firstPosition: number;
}

/** The states of the positions from `first` on, `count` of them, without a copy. */
export function statesAt(states: StateRows, first: number, count: number): Float32Array {
  const start = (first - states.firstPosition) * states.size;
  return states.values.subarray(start, start + count * states.size);
}
