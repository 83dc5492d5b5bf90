import { blockOf, type Block, type Place, type PredictedTokens } from './predictedTokens';
import type { VocabularyGraphs } from './vocabularyGraphs';

/** Δ and its parts. All to first order and per unit step of gradient ascent on log π(y⁺) − log π(y⁻) by the unembedding. */
export interface Displacement {
  /** Change of log π(y⁺). */
  readonly total: number;
  /** Parts by the token that is trained on; the parts of both responses sum to the total. */
  readonly chosenShares: Float64Array;
  readonly rejectedShares: Float64Array;
}

/**
 * Δ = Σ ⟨e⁺, e⁺′⟩⟨h⁺, h⁺′⟩ − Σ ⟨e⁺, e⁻⟩⟨h⁺, h⁻⟩ with e = onehot(y) − p. ⟨e, e′⟩ is taken apart so that nothing of
 * vocabulary size is kept: 1[y = y′] − p(y′) − p′(y) + ⟨p, p′⟩. Sums run in float64.
 */
export async function displacement(graphs: VocabularyGraphs, chosen: PredictedTokens, rejected: PredictedTokens): Promise<Displacement> {
  const chosenShares = await responseShares(graphs, chosen, chosen, 1);
  if (chosen === rejected) return { total: 0, chosenShares, rejectedShares: chosenShares.map((share) => 0 - share) };
  const rejectedShares = await responseShares(graphs, chosen, rejected, -1);
  return { total: sumOf(chosenShares) + sumOf(rejectedShares), chosenShares, rejectedShares };
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Σ over the chosen response's positions of ±⟨e, e′⟩⟨h, h′⟩, for each position of `trained`. */
async function responseShares(graphs: VocabularyGraphs, chosen: PredictedTokens, trained: PredictedTokens, sign: 1 | -1): Promise<Float64Array> {
  const shares = new Float64Array(trained.targets.length);
  for (let left = 0; left < chosen.vocabulary.chunkCount; left++) {
    for (let right = 0; right < trained.vocabulary.chunkCount; right++) {
      const part = await chunkShares(graphs, { tokens: chosen, chunk: left }, { tokens: trained, chunk: right });
      shares.set(part.map((value, column) => (shares[right * trained.vocabulary.chunkRows + column] ?? 0) + sign * value), right * trained.vocabulary.chunkRows);
    }
  }
  return shares;
}

async function chunkShares(graphs: VocabularyGraphs, left: Place, right: Place): Promise<Float64Array> {
  const [a, b] = [await blockOf(left), await blockOf(right)];
  const products = await graphs.probabilityProducts({ values: a.logProbabilities, rows: a.rows }, { values: b.logProbabilities, rows: b.rows });
  const kernel = await graphs.innerProducts({ values: a.states, rows: a.rows }, { values: b.states, rows: b.rows });
  const shares = new Float64Array(b.rows);
  for (let row = 0; row < a.rows; row++) {
    for (let column = 0; column < b.rows; column++) {
      const equal = a.targets[row] === b.targets[column] ? 1 : 0;
      const crossed = probability(a, row, b.targets[column] ?? 0) + probability(b, column, a.targets[row] ?? 0);
      const errors = equal - crossed + (products[row * b.rows + column] ?? 0);
      shares[column] = (shares[column] ?? 0) + errors * (kernel[row * b.rows + column] ?? 0);
    }
  }
  return shares;
}

function probability({ logProbabilities, rows }: Block, row: number, id: number): number {
  return Math.exp(logProbabilities[row * (logProbabilities.length / rows) + id] ?? -Infinity);
}
