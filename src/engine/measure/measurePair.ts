import type { PairEvaluation, ResponseEvaluation, TokenEvaluation } from '../../core/scoring/pairEvaluation';
import type { EncodedPair, EncodedSequence } from '../conventions/encodedPair';
import type { Decoder, SequenceMeasures } from '../model/decoder';
import { normalizedEditDistance } from '../model/levenshtein';
import { chesShares, stateProducts, sumStates, type CountedStates } from './stateSums';

/** The decoders of one model set. The reference may be the policy itself, which then runs once. */
export interface DecoderPair {
  readonly policy: Decoder;
  readonly reference: Decoder | null;
}

export interface MeasureOptions {
  readonly tokens: boolean;
  readonly tokenText: (id: number) => string;
}

interface MeasuredResponse {
  readonly sequence: EncodedSequence;
  readonly policy: SequenceMeasures;
  readonly reference: SequenceMeasures | null;
}

/** Runs both responses of a pair through both models. Only sums, or figures per token, leave this function. */
export async function measurePair(decoders: DecoderPair, pair: EncodedPair, options: MeasureOptions): Promise<PairEvaluation> {
  const chosen = await measureResponse(decoders, pair.chosen);
  const rejected = sameTokens(pair) ? { ...chosen, sequence: pair.rejected } : await measureResponse(decoders, pair.rejected);
  const counted = countStates(chosen, rejected);
  const sharedLength = Math.min(pair.chosen.tokens.length, pair.rejected.tokens.length);
  const shares = (side: MeasuredResponse, states: CountedStates | undefined, sign: 1 | -1) =>
    counted && states ? chesShares(side.sequence, states, counted.chosen.sum, sign) : null;
  return {
    promptTokenCount: pair.chosen.promptLength,
    chosen: evaluateResponse(chosen, sharedLength, shares(chosen, counted?.chosen, -1), options),
    rejected: evaluateResponse(rejected, sharedLength, shares(rejected, counted?.rejected, 1), options),
    states: counted && stateProducts(counted.chosen, counted.rejected),
    normalizedEditDistance: normalizedEditDistance(realIds(pair.chosen), realIds(pair.rejected)),
  };
}

/** Identical responses are measured once, so that their figures are equal to the last bit whatever the runtime does. */
function sameTokens({ chosen, rejected }: EncodedPair): boolean {
  return chosen.promptLength === rejected.promptLength && chosen.ids.length === rejected.ids.length && chosen.ids.every((id, index) => id === rejected.ids[index]);
}

async function measureResponse({ policy, reference }: DecoderPair, sequence: EncodedSequence): Promise<MeasuredResponse> {
  const measured = await policy.measure(sequence.ids, sequence.promptLength);
  if (reference === null) return { sequence, policy: measured, reference: null };
  const byReference = reference === policy ? measured : await reference.measure(sequence.ids, sequence.promptLength);
  return { sequence, policy: measured, reference: byReference };
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

function realIds(sequence: EncodedSequence): readonly number[] {
  return sequence.ids.slice(sequence.promptLength, sequence.realEnd);
}

/** Σ in float64, in token order. */
function total(values: Float32Array, count = values.length): number {
  let sum = 0;
  for (let index = 0; index < Math.min(count, values.length); index++) sum += values[index] ?? 0;
  return sum;
}

function evaluateResponse(measured: MeasuredResponse, sharedLength: number, shares: readonly (number | null)[] | null, options: MeasureOptions): ResponseEvaluation {
  const { sequence, policy, reference } = measured;
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
    entropy: scored === 0 ? null : finite(total(policy.entropies) / scored),
    ...(options.tokens && { tokens: evaluateTokens(measured, shares, options.tokenText) }),
  };
}

function evaluateTokens({ sequence, policy, reference }: MeasuredResponse, shares: readonly (number | null)[] | null, tokenText: (id: number) => string): TokenEvaluation[] {
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
      entropy: finite(policy.entropies[row] ?? null),
      chesShare: shares?.[index] ?? null,
    };
  });
}

/** A vocabulary entry that the model rules out (−∞) makes the entropy undefined in floating point: null, not NaN. */
function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
