import type { MassChange, MassMovement } from '../../core/scoring/pairEvaluation';
import { blockOf, stateProduct, type Block, type PredictedTokens } from './predictedTokens';
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
      changes.forEach((change, id) => (total[id] = (total[id] ?? 0) + change));
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
  const weights = new Float32Array(at.rows * trained.rows);
  for (let row = 0; row < at.rows; row++) {
    for (let column = 0; column < trained.rows; column++) {
      const weight = sign * stateProduct(at, row, trained, column);
      weights[row * trained.rows + column] = weight;
      const target = row * vocabulary + (trained.targets[column] ?? 0);
      moved[target] = (moved[target] ?? 0) + weight;
    }
  }
  const mixed = await graphs.mix({ values: weights, rows: at.rows }, { values: trained.logProbabilities, rows: trained.rows });
  mixed.forEach((value, index) => (moved[index] = (moved[index] ?? 0) - value));
}

function probabilityChanges(logProbabilities: Float32Array, moved: Float64Array): Float64Array {
  const probabilities = Float64Array.from(logProbabilities, Math.exp);
  let mean = 0;
  for (const [id, probability] of probabilities.entries()) mean += probability * (moved[id] ?? 0);
  return probabilities.map((probability, id) => probability * ((moved[id] ?? 0) - mean));
}

function largest(changes: Float64Array, count: number, tokenText: (id: number) => string): MassMovement {
  const named = (ids: readonly number[]): MassChange[] => ids.map((id) => ({ id, text: tokenText(id), change: changes[id] ?? 0 }));
  return { gains: named(idsOfLargest(changes, count, 1)), losses: named(idsOfLargest(changes, count, -1)) };
}

/** Ids of the largest changes of one sign, largest first; of equal ones the lower id. */
function idsOfLargest(changes: Float64Array, count: number, sign: 1 | -1): number[] {
  const best: number[] = [];
  const size = (id: number | undefined) => (id === undefined ? 0 : sign * (changes[id] ?? 0));
  for (let id = 0; id < changes.length; id++) {
    // Written so that a token that is as good as the worst one listed, or does not move, is passed over at once.
    if (!(size(id) > 0) || (best.length === count && size(id) <= size(best.at(-1)))) continue;
    best.splice(best.findIndex((other) => size(other) < size(id)) >>> 0, 0, id);
    best.length = Math.min(best.length, count);
  }
  return best;
}
