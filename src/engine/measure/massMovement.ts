import type { MassChange, MassMovement } from '../../core/scoring/pairEvaluation';
import { blockOf, type Block, type PredictedTokens } from './predictedTokens';
import type { VocabularyGraphs } from './vocabularyGraphs';

/** The two responses that the step is made of. */
export interface TrainedPair {
  readonly chosen: PredictedTokens;
  readonly rejected: PredictedTokens;
}

export interface ResponseMass {
  /** Summed over the response. */
  readonly response: MassMovement;
  /** At each scored position. */
  readonly positions: readonly MassMovement[];
}

const listedForResponse = 10;
const listedForPosition = 5;

/**
 * Where one DPO step on the unembedding moves probability at the positions of a response. It changes the logits there by
 * δ = Σ⁺ e′⟨h′, h⟩ − Σ⁻ e′⟨h′, h⟩, hence the probabilities, to first order, by p·(δ − Σ p·δ). Only the tokens that gain
 * and lose most leave this function.
 */
export async function massMovement(graphs: VocabularyGraphs, at: PredictedTokens, pair: TrainedPair, tokenText: (id: number) => string): Promise<ResponseMass> {
  const positions: MassMovement[] = [];
  let total = new Float64Array();
  for (let chunk = 0; chunk < at.vocabulary.chunkCount; chunk++) {
    const block = await blockOf({ tokens: at, chunk });
    const vocabulary = block.logProbabilities.length / block.rows;
    const moved = await logitChanges(graphs, block, pair);
    if (total.length === 0) total = new Float64Array(vocabulary);
    for (let row = 0; row < block.rows; row++) {
      const changes = probabilityChanges(block.logProbabilities.subarray(row * vocabulary, (row + 1) * vocabulary), moved.subarray(row * vocabulary, (row + 1) * vocabulary));
      for (let id = 0; id < vocabulary; id++) total[id] = (total[id] ?? 0) + (changes[id] ?? 0);
      positions.push(largest(changes, listedForPosition, tokenText));
    }
  }
  return { response: largest(total, listedForResponse, tokenText), positions };
}

/** δ of every row of the block, [rows, vocabulary]. */
async function logitChanges(graphs: VocabularyGraphs, at: Block, pair: TrainedPair): Promise<Float64Array> {
  const moved = new Float64Array(at.logProbabilities.length);
  for (const [tokens, sign] of [[pair.chosen, 1], [pair.rejected, -1]] as const) {
    for (let chunk = 0; chunk < tokens.vocabulary.chunkCount; chunk++) await addChanges(graphs, moved, at, await blockOf({ tokens, chunk }), sign);
  }
  return moved;
}

async function addChanges(graphs: VocabularyGraphs, moved: Float64Array, at: Block, trained: Block, sign: 1 | -1): Promise<void> {
  const vocabulary = moved.length / at.rows;
  const kernel = await graphs.innerProducts({ values: at.states, rows: at.rows }, { values: trained.states, rows: trained.rows });
  const weights = kernel.map((product) => sign * product);
  for (let row = 0; row < at.rows; row++) {
    for (let column = 0; column < trained.rows; column++) {
      const target = row * vocabulary + (trained.targets[column] ?? 0);
      moved[target] = (moved[target] ?? 0) + (weights[row * trained.rows + column] ?? 0);
    }
  }
  const mixed = await graphs.mix({ values: weights, rows: at.rows }, { values: trained.logProbabilities, rows: trained.rows });
  for (let index = 0; index < mixed.length; index++) moved[index] = (moved[index] ?? 0) - (mixed[index] ?? 0);
}

function probabilityChanges(logProbabilities: Float32Array, moved: Float64Array): Float64Array {
  const changes = new Float64Array(moved.length);
  let mean = 0;
  for (let id = 0; id < moved.length; id++) {
    const probability = Math.exp(logProbabilities[id] ?? -Infinity);
    changes[id] = probability;
    mean += probability * (moved[id] ?? 0);
  }
  for (let id = 0; id < moved.length; id++) changes[id] = (changes[id] ?? 0) * ((moved[id] ?? 0) - mean);
  return changes;
}

function largest(changes: Float64Array, count: number, tokenText: (id: number) => string): MassMovement {
  const named = (ids: readonly number[]): MassChange[] => ids.map((id) => ({ id, text: tokenText(id), change: changes[id] ?? 0 }));
  return { gains: named(idsOfLargest(changes, count, 1)), losses: named(idsOfLargest(changes, count, -1)) };
}

/** Ids of the largest changes of one sign, largest first; of equal ones the lower id. */
function idsOfLargest(changes: Float64Array, count: number, sign: 1 | -1): number[] {
  const best: number[] = [];
  const size = (id: number | undefined) => (id === undefined ? 0 : sign * (changes[id] ?? 0));
  let threshold = 0;
  for (let id = 0; id < changes.length; id++) {
    if (!(sign * (changes[id] ?? 0) > threshold)) continue;
    const place = best.findIndex((other) => size(other) < size(id));
    best.splice(place < 0 ? best.length : place, 0, id);
    if (best.length > count) best.pop();
    if (best.length === count) threshold = size(best[count - 1]);
  }
  return best;
}
