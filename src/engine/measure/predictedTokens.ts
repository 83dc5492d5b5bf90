import { statesAt, type SequenceMeasures } from '../model/sequenceMeasures';
import type { VocabularyRows } from '../model/vocabularyRows';

/** The scored tokens of one response with what predicted them: state h, distribution p, and the token y that came. */
export interface PredictedTokens {
  readonly targets: readonly number[];
  readonly vocabulary: VocabularyRows;
  /** Row-major [count, d]. */
  states(first: number, count: number): Float32Array;
}

/** Null where the file exposes no states, or nothing is scored. */
export function predictedTokens(ids: readonly number[], measures: SequenceMeasures): PredictedTokens | null {
  const { firstScored, states, vocabulary } = measures;
  if (!states || !vocabulary || vocabulary.count === 0) return null;
  return {
    targets: ids.slice(firstScored),
    vocabulary,
    states: (first, count) => statesAt(states, firstScored - 1 + first, count),
  };
}

/** A chunk of rows of one response. */
export interface Place {
  readonly tokens: PredictedTokens;
  readonly chunk: number;
}

/** What such a chunk holds; states row-major [rows, d], log-probabilities [rows, vocabulary]. */
export interface Block {
  readonly first: number;
  readonly rows: number;
  readonly targets: readonly number[];
  readonly states: Float32Array;
  readonly logProbabilities: Float32Array;
}

export async function blockOf({ tokens, chunk }: Place): Promise<Block> {
  const { vocabulary, targets } = tokens;
  const [first, rows] = [chunk * vocabulary.chunkRows, vocabulary.rowsOf(chunk)];
  const logProbabilities = await vocabulary.chunk(chunk);
  return { first, rows, targets: targets.slice(first, first + rows), states: tokens.states(first, rows), logProbabilities };
}
