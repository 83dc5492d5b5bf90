import { describe, expect, it } from 'vitest';

import type { ModelSetIdentity } from '../../../src/core/ports';
import type { PairEvaluation, ResponseEvaluation } from '../../../src/core/scoring/pairEvaluation';
import { pairScoreSchema } from '../../../src/core/scoring/pairScore';
import { scorePair } from '../../../src/core/scoring/scorePair';
import { defaultScoringSettings } from '../../../src/core/scoring/settings';

const identity: ModelSetIdentity = {
  policyName: 'policy',
  policyHash: 'a'.repeat(16),
  referenceName: 'reference',
  tokenizerHash: 'cccccccccccccccc',
  referenceHash: 'b'.repeat(16),
  convention: 'trl',
  precision: 'fp32',
  precisionError: null,
  maxLength: 1024,
  hasStates: true,
  hasChatTemplate: true,
  allFigures: false,
};

function response(logProbability: number, referenceLogProbability: number | null, tokenCount: number): ResponseEvaluation {
  return {
    tokenCount,
    scoredTokenCount: tokenCount,
    truncated: false,
    logProbability,
    referenceLogProbability,
    sharedLengthLogProbability: logProbability,
    sharedLengthReferenceLogProbability: referenceLogProbability,
    entropy: 1.5,
    sequentialKl: null,
  };
}

const states = { chosenChosen: 8, chosenRejected: 14, rejectedRejected: 29, chosenStateCount: 3, rejectedStateCount: 4, lastChosenRejected: 4 };
const evaluation: PairEvaluation = {
  promptTokenCount: 7,
  chosen: response(-40, -45, 20),
  rejected: response(-50, -44, 25),
  states,
  displacement: -2.5,
  normalizedEditDistance: 0.6,
};
const place = { row: 3, line: 4, pair: 1 };

describe('scorePair', () => {
  const score = scorePair(place, evaluation, identity, defaultScoringSettings);

  it('gives the worked case of implicit rewards', () => {
    expect(score.chosen.reward).toBeCloseTo(0.5, 12);
    expect(score.rejected.reward).toBeCloseTo(-0.6, 12);
    expect(score.rewardMargin).toBeCloseTo(1.1, 12);
    expect(score.preferenceProbability).toBeCloseTo(0.75026, 6);
    expect(score.likelihoodMargin).toBe(10);
    expect(score.referenceMargin).toBe(-1);
    expect(score.rankingDifficulty).toBe(1);
    expect(score.ches).toBe(6);
    expect(score.displacement).toBe(-2.5);
    expect(score.lengthNormalizedChes).toBeCloseTo(0.277778, 6);
  });

  it('averages under open-instruct, and the rewards of the tokens sum to it', () => {
    const tokens = [-30, -10].map((logProbability) => ({
      id: 1, text: 'a', start: 0, end: 1, special: false, logProbability, referenceLogProbability: logProbability - 2, entropy: null, kl: null, chesShare: null, displacementShare: null, mass: null,
    }));
    const measured = { ...evaluation, chosen: { ...response(-40, -44, 3), scoredTokenCount: 2, tokens } };
    const averaged = scorePair(place, measured, { ...identity, convention: 'open-instruct' }, defaultScoringSettings);
    expect(averaged.chosen.reward).toBeCloseTo(0.1 * 2, 12);
    expect(averaged.rejected.reward).toBeCloseTo((0.1 * -6) / 25, 12);
    expect(averaged.rewardMargin).toBeCloseTo(0.2 + 0.024, 12);
    expect(averaged.chosen.tokens?.reduce((sum, token) => sum + (token.reward ?? NaN), 0)).toBeCloseTo(0.2, 12);
    expect(averaged.likelihoodMargin).toBe(10);
  });

  it('knows no beta under reward-bench, and says so', () => {
    const plain = scorePair(place, evaluation, { ...identity, convention: 'reward-bench' }, defaultScoringSettings);
    expect([plain.beta, plain.chosen.reward, plain.rejected.reward, plain.rewardMargin]).toEqual([1, 5, -6, 11]);
  });

  it('fits the public contract', () => {
    expect(pairScoreSchema.parse(JSON.parse(JSON.stringify(score)))).toEqual(score);
  });

  it('gives null, not 0, without reference and without states', () => {
    const bare = scorePair(
      place,
      { ...evaluation, chosen: response(-40, null, 20), rejected: response(-50, null, 25), states: null, displacement: null },
      { ...identity, referenceName: null, referenceHash: null },
      defaultScoringSettings,
    );
    for (const name of ['rewardMargin', 'preferenceProbability', 'referenceMargin', 'rankingDifficulty', 'ches', 'lengthNormalizedChes', 'lastHiddenInnerProduct', 'displacement'] as const) {
      expect(bare[name], name).toBeNull();
    }
    expect(bare.likelihoodMargin).toBe(10);
    expect(bare.chosen.reward).toBeNull();
  });

  it('swapping chosen and rejected negates the margin; rewards stay with their text', () => {
    const swapped = scorePair(place, { ...evaluation, chosen: evaluation.rejected, rejected: evaluation.chosen }, identity, defaultScoringSettings);
    expect(swapped.rewardMargin).toBeCloseTo(-1.1, 12);
    expect(swapped.chosen.reward).toBe(score.rejected.reward);
  });

  it('the same constant on policy and reference of one response changes nothing', () => {
    const shifted = scorePair(place, { ...evaluation, chosen: response(-40 + 2, -45 + 2, 20) }, identity, defaultScoringSettings);
    expect(shifted.rewardMargin).toBeCloseTo(1.1, 12);
  });

  it('token rewards sum to the response reward', () => {
    const token = (logProbability: number, referenceLogProbability: number) => ({
      id: 1, text: 'x', start: 0, end: 1, special: false, logProbability, referenceLogProbability, entropy: 0, chesShare: 0, kl: null, displacementShare: null, mass: null,
    });
    const tokens = [token(-1, -1.5), token(-0.5, -0.25), token(-2, -3)];
    const withTokens = { ...response(-3.5, -4.75, 3), tokens };
    const given = scorePair(place, { ...evaluation, chosen: withTokens }, identity, defaultScoringSettings).chosen;
    expect(given.tokens!.map((one) => one.reward)).toEqual([0.05, -0.025, 0.1].map((value) => expect.closeTo(value, 12) as unknown));
    expect(given.reward).toBeCloseTo(0.125, 12);
  });
});
