import type { ModelSetIdentity } from '../ports';
import { describePrecision } from './describePrecision';
import { ches, lengthNormalizedChes } from './ches';
import { sigmoid } from './logistic';
import { lossInputs, pairLosses } from './losses';
import type { MassChange, MassMovement, PairEvaluation, ResponseEvaluation, TokenEvaluation } from './pairEvaluation';
import type { PairScore, ResponseScore, TokenScore } from './pairScore';
import { rewardRules, type RewardRule } from './rewardRules';
import type { ScoringSettings } from './settings';

/** JSON has no infinities, and a figure that overflowed says nothing: it becomes null. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function reward(logProbability: number | null, reference: number | null, beta: number): number | null {
  return logProbability === null || reference === null ? null : finite(beta * (logProbability - reference));
}

function scoreToken(token: TokenEvaluation, factor: number): TokenScore {
  return {
    ...token,
    reward: reward(token.logProbability, token.referenceLogProbability, factor),
    mass: token.mass && moved(token.mass),
  };
}

/** A copy that the caller may keep: evaluations are shared and read-only. */
function moved({ gains, losses }: MassMovement): { gains: MassChange[]; losses: MassChange[] } {
  return { gains: [...gains], losses: [...losses] };
}

/** What a log ratio is multiplied by: beta, over the number of scored tokens where the convention averages. */
function rewardFactor(response: ResponseEvaluation, { aggregation }: RewardRule, beta: number): number {
  return aggregation === 'sum' ? beta : beta / Math.max(response.scoredTokenCount, 1);
}

function scoreResponse(response: ResponseEvaluation, settings: ScoringSettings, factor: number): ResponseScore {
  const average = response.tokenCount === 0 ? null : response.logProbability / response.tokenCount;
  return {
    tokenCount: response.tokenCount,
    truncated: response.truncated,
    logProbability: response.logProbability,
    referenceLogProbability: response.referenceLogProbability,
    averageLogProbability: average,
    reward: reward(response.logProbability, response.referenceLogProbability, factor),
    lengthNormalizedReward: average === null ? null : settings.simpoBeta * average,
    entropy: response.entropy,
    sequentialKl: response.sequentialKl,
    averageKl: response.sequentialKl === null || response.scoredTokenCount === 0 ? null : response.sequentialKl / response.scoredTokenCount,
    ...(response.mass !== undefined && { mass: response.mass && moved(response.mass) }),
    ...(response.tokens && { tokens: response.tokens.map((token) => scoreToken(token, factor)) }),
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
  const rule = rewardRules[identity.convention];
  const beta = rule.hasBeta ? settings.beta : 1;
  const chosen = scoreResponse(evaluation.chosen, settings, rewardFactor(evaluation.chosen, rule, beta));
  const rejected = scoreResponse(evaluation.rejected, settings, rewardFactor(evaluation.rejected, rule, beta));
  const rewardMargin = difference(chosen.reward, rejected.reward);
  const referenceMargin = difference(chosen.referenceLogProbability, rejected.referenceLogProbability);
  return {
    row: place.row,
    line: place.line,
    pair: place.pair,
    convention: identity.convention,
    beta,
    precision: describePrecision(identity),
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
    displacement: evaluation.displacement === null ? null : finite(evaluation.displacement),
  };
}
