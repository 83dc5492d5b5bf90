import type { ModelSetIdentity } from '../ports';
import { ches, lengthNormalizedChes } from './ches';
import { sigmoid } from './logistic';
import { lossInputs, pairLosses } from './losses';
import type { PairEvaluation, ResponseEvaluation, TokenEvaluation } from './pairEvaluation';
import type { PairScore, ResponseScore, TokenScore } from './pairScore';
import type { ScoringSettings } from './settings';

/** JSON has no infinities, and a figure that overflowed says nothing: it becomes null. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function reward(logProbability: number | null, reference: number | null, beta: number): number | null {
  return logProbability === null || reference === null ? null : finite(beta * (logProbability - reference));
}

function scoreToken(token: TokenEvaluation, beta: number): TokenScore {
  return { ...token, reward: reward(token.logProbability, token.referenceLogProbability, beta), displacementShare: null };
}

function scoreResponse(response: ResponseEvaluation, settings: ScoringSettings): ResponseScore {
  const average = response.tokenCount === 0 ? null : response.logProbability / response.tokenCount;
  return {
    tokenCount: response.tokenCount,
    truncated: response.truncated,
    logProbability: response.logProbability,
    referenceLogProbability: response.referenceLogProbability,
    averageLogProbability: average,
    reward: reward(response.logProbability, response.referenceLogProbability, settings.beta),
    lengthNormalizedReward: average === null ? null : settings.simpoBeta * average,
    entropy: response.entropy,
    sequentialKl: null,
    ...(response.tokens && { tokens: response.tokens.map((token) => scoreToken(token, settings.beta)) }),
  };
}

function difference(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a - b;
}

/**
 * The public figures of one pair, by arithmetic on what the engine measured. All in nats; null where the model set
 * cannot give a figure, never 0 or NaN. Formulas and sources: docs/figures.md.
 */
export function scorePair(
  place: { readonly row: number; readonly line: number; readonly pair: number },
  evaluation: PairEvaluation,
  identity: ModelSetIdentity,
  settings: ScoringSettings,
): PairScore {
  const { states } = evaluation;
  const chosen = scoreResponse(evaluation.chosen, settings);
  const rejected = scoreResponse(evaluation.rejected, settings);
  const rewardMargin = difference(chosen.reward, rejected.reward);
  const referenceMargin = difference(chosen.referenceLogProbability, rejected.referenceLogProbability);
  return {
    row: place.row,
    line: place.line,
    pair: place.pair,
    convention: identity.convention,
    beta: settings.beta,
    precision: identity.precision,
    policyHash: identity.policyHash,
    referenceHash: identity.referenceHash,
    promptTokenCount: evaluation.promptTokenCount,
    chosen,
    rejected,
    rewardMargin,
    preferenceProbability: rewardMargin === null ? null : sigmoid(rewardMargin),
    losses: pairLosses(lossInputs(evaluation.chosen, evaluation.rejected), settings),
    likelihoodMargin: chosen.logProbability - rejected.logProbability,
    referenceMargin,
    rankingDifficulty: referenceMargin === null ? null : 0 - referenceMargin,
    ches: states && finite(ches(states)),
    lengthNormalizedChes: states && finite(lengthNormalizedChes(states)),
    lastHiddenInnerProduct: states && finite(states.lastChosenRejected),
    normalizedEditDistance: evaluation.normalizedEditDistance,
    displacement: null,
  };
}
