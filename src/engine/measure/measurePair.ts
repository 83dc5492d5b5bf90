import type { PairEvaluation, ResponseEvaluation, TokenEvaluation } from '../../core/scoring/pairEvaluation';
import type { EncodedPair, EncodedSequence } from '../conventions/encodedPair';
import type { Decoder } from '../model/decoder';
import { normalizedEditDistance } from '../model/levenshtein';
import type { SequenceMeasures } from '../model/sequenceMeasures';
import { displacement } from './displacement';
import { massMovement, type ResponseMass } from './massMovement';
import { stateDifference, type StatesOfResponse } from './pooledStates';
import { predictedTokens } from './predictedTokens';
import { klDivergences } from './sequentialKl';
import { chesShares, stateProducts, sumStates, type CountedStates } from './stateSums';
import type { VocabularyGraphs } from './vocabularyGraphs';

/** The decoders of one model set. The reference may be the policy itself, which then runs once. */
export interface DecoderPair {
  readonly policy: Decoder;
  readonly reference: Decoder | null;
}

export interface MeasureOptions {
  /** With figures of each token. */
  readonly tokens: boolean;
  /** With the difference of the pooled states. */
  readonly pooled?: boolean;
  /** For sequential KL, displacement and, with tokens, the mass movement; null leaves them out. */
  readonly graphs: VocabularyGraphs | null;
  readonly tokenText: (id: number) => string;
}

interface MeasuredResponse {
  readonly sequence: EncodedSequence;
  readonly policy: SequenceMeasures;
  readonly reference: SequenceMeasures | null;
  /** KL(π ‖ π_ref) at each scored token. */
  readonly divergences: Float64Array | null;
}

/** Figures of one response that only the pair as a whole gives; entries by scored token, but CHES shares by token. */
interface PairShares {
  readonly ches: readonly (number | null)[] | null;
  readonly displacement: Float64Array | null;
  readonly mass: ResponseMass | null;
}

/** Runs both responses of a pair through both models. Only sums, or figures per token, leave this function. */
export async function measurePair(decoders: DecoderPair, pair: EncodedPair, options: MeasureOptions): Promise<PairEvaluation> {
  const [chosen, rejected] = await measureResponses(decoders, pair, options.graphs);
  const counted = countStates(chosen, rejected);
  const sharedLength = Math.min(pair.chosen.tokens.length, pair.rejected.tokens.length);
  const step = await measureStep(chosen, rejected, options);
  const shares = (side: MeasuredResponse, states: CountedStates | undefined, sign: 1 | -1) =>
    counted && states ? chesShares(side.sequence, states, counted.chosen.sum, sign) : null;
  const ofChosen: PairShares = { ches: shares(chosen, counted?.chosen, -1), displacement: step?.chosenShares ?? null, mass: step?.chosenMass ?? null };
  const ofRejected: PairShares = { ches: shares(rejected, counted?.rejected, 1), displacement: step?.rejectedShares ?? null, mass: step?.rejectedMass ?? null };
  return {
    promptTokenCount: pair.chosen.promptLength,
    chosen: evaluateResponse(chosen, sharedLength, ofChosen, options),
    rejected: evaluateResponse(rejected, sharedLength, ofRejected, options),
    states: counted && stateProducts(counted.chosen, counted.rejected),
    displacement: step?.total ?? null,
    normalizedEditDistance: normalizedEditDistance(realIds(pair.chosen), realIds(pair.rejected)),
    ...(options.pooled && { stateDifference: stateDifference(policyStates(chosen), policyStates(rejected)) }),
  };
}

function policyStates({ sequence, policy }: MeasuredResponse): StatesOfResponse {
  return { sequence, states: policy.states };
}

/** Identical responses are measured once, so that their figures are equal to the last bit whatever the runtime does. */
function sameTokens({ chosen, rejected }: EncodedPair): boolean {
  return chosen.promptLength === rejected.promptLength && chosen.ids.length === rejected.ids.length && chosen.ids.every((id, index) => id === rejected.ids[index]);
}

/** Both responses through one model, then through the other: each reads the prompt once. */
async function measureResponses(decoders: DecoderPair, pair: EncodedPair, graphs: VocabularyGraphs | null): Promise<[MeasuredResponse, MeasuredResponse]> {
  const sequences = sameTokens(pair) ? [pair.chosen] : [pair.chosen, pair.rejected];
  const vocabulary = graphs !== null;
  const policy = await measureAll(decoders.policy, sequences, { vocabulary, entropies: true });
  const reference = decoders.reference === decoders.policy ? policy : decoders.reference && (await measureAll(decoders.reference, sequences, { vocabulary, entropies: false }));
  const response = async (index: number, sequence: EncodedSequence): Promise<MeasuredResponse> => {
    const [ours, theirs] = [policy[index], reference?.[index] ?? null];
    if (!ours) throw new Error('a response was not measured');
    return { sequence, policy: ours, reference: theirs, divergences: graphs && theirs && (await klDivergences(graphs, ours, theirs)) };
  };
  const chosen = await response(0, pair.chosen);
  return [chosen, sequences.length === 1 ? { ...chosen, sequence: pair.rejected } : await response(1, pair.rejected)];
}

async function measureAll(decoder: Decoder, sequences: readonly EncodedSequence[], figures: { readonly vocabulary: boolean; readonly entropies: boolean }): Promise<readonly SequenceMeasures[]> {
  const [first, second] = sequences.map(({ ids, promptLength, realEnd }) => ({ ids, from: promptLength, statesTo: realEnd, ...figures }));
  if (!first) return [];
  return second ? decoder.measurePair(first, second) : [await decoder.measure(first.ids, first.from, first)];
}

function countStates(chosen: MeasuredResponse, rejected: MeasuredResponse): { chosen: CountedStates; rejected: CountedStates } | null {
  if (!chosen.policy.states || !rejected.policy.states) return null;
  const counted = {
    chosen: sumStates(chosen.sequence, chosen.policy.states),
    rejected: sumStates(rejected.sequence, rejected.policy.states),
  };
  // A response that vanished into the prompt has no state of its own, and nothing can be said of the pair.
  return counted.chosen.count > 0 && counted.rejected.count > 0 ? counted : null;
}

interface MeasuredStep {
  readonly total: number;
  readonly chosenShares: Float64Array;
  readonly rejectedShares: Float64Array;
  readonly chosenMass: ResponseMass | null;
  readonly rejectedMass: ResponseMass | null;
}

async function measureStep(chosen: MeasuredResponse, rejected: MeasuredResponse, { graphs, tokens, tokenText }: MeasureOptions): Promise<MeasuredStep | null> {
  if (!graphs) return null;
  const first = predictedTokens(chosen.sequence.ids, chosen.policy);
  const second = rejected.policy === chosen.policy ? first : predictedTokens(rejected.sequence.ids, rejected.policy);
  if (!first || !second) return null;
  const pair = { chosen: first, rejected: second };
  const mass = async (at: typeof first) => (tokens ? massMovement(graphs, at, pair, tokenText) : null);
  return { ...(await displacement(graphs, first, second)), chosenMass: await mass(first), rejectedMass: await mass(second) };
}

function realIds(sequence: EncodedSequence): readonly number[] {
  return sequence.ids.slice(sequence.promptLength, sequence.realEnd);
}

/** Σ in float64, in token order. */
function total(values: Float32Array | Float64Array, count = values.length): number {
  let sum = 0;
  for (let index = 0; index < Math.min(count, values.length); index++) sum += values[index] ?? 0;
  return sum;
}

function evaluateResponse(measured: MeasuredResponse, sharedLength: number, shares: PairShares, options: MeasureOptions): ResponseEvaluation {
  const { sequence, policy, reference, divergences } = measured;
  const scored = policy.logProbabilities.length;
  // The first token may have no predicting position; the sums run over the others.
  const sharedScored = Math.max(sharedLength - (policy.firstScored - sequence.promptLength), 0);
  return {
    tokenCount: sequence.tokens.length,
    scoredTokenCount: scored,
    truncated: sequence.truncated,
    logProbability: total(policy.logProbabilities),
    referenceLogProbability: reference && total(reference.logProbabilities),
    sharedLengthLogProbability: total(policy.logProbabilities, sharedScored),
    sharedLengthReferenceLogProbability: reference && total(reference.logProbabilities, sharedScored),
    entropy: scored === 0 || !policy.entropies ? null : finite(total(policy.entropies) / scored),
    sequentialKl: divergences && finite(total(divergences)),
    ...(options.tokens && { tokens: evaluateTokens(measured, shares, options.tokenText), mass: shares.mass?.response ?? null }),
  };
}

function evaluateTokens({ sequence, policy, reference, divergences }: MeasuredResponse, shares: PairShares, tokenText: (id: number) => string): TokenEvaluation[] {
  return sequence.tokens.map((token, index) => {
    const id = sequence.ids[sequence.promptLength + index] ?? 0;
    const row = sequence.promptLength + index - policy.firstScored;
    return {
      id,
      text: tokenText(id),
      start: token.start,
      end: token.end,
      special: token.special,
      logProbability: policy.logProbabilities[row] ?? null,
      referenceLogProbability: reference?.logProbabilities[row] ?? null,
      entropy: finite(policy.entropies?.[row] ?? null),
      chesShare: shares.ches?.[index] ?? null,
      kl: finite(divergences?.[row] ?? null),
      displacementShare: finite(shares.displacement?.[row] ?? null),
      mass: shares.mass?.positions[row] ?? null,
    };
  });
}

/** A vocabulary entry that the model rules out (−∞) makes the entropy undefined in floating point: null, not NaN. */
function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
