import { describe, expect, it } from 'vitest';

import { lossNames } from '../../src/core/scoring/lossNames';
import type { PairScore } from '../../src/core/scoring/pairScore';
import { pairScoreSchema, tokenScoreSchema } from '../../src/core/scoring/pairScore';
import { policyOnlyView, sampleScore } from '../webview/sampleView';

function without<Value extends object>(value: Value, key: string): Value {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)) as Value;
}

function withoutTokens(score: PairScore): PairScore {
  return { ...score, chosen: without(score.chosen, 'tokens'), rejected: without(score.rejected, 'tokens') };
}

const examples: readonly [string, PairScore | null][] = [
  ['with tokens', sampleScore()],
  ['without tokens', withoutTokens(sampleScore())],
  ['of a policy alone', policyOnlyView().score],
];

describe('pair score', () => {
  it.each(examples)('%s survives JSON unchanged', (_name, score) => {
    expect(pairScoreSchema.parse(JSON.parse(JSON.stringify(score)))).toEqual(score);
  });

  // Only rows that hold a trainer's own figures have these.
  const optional = ['referenceColumns'];
  it.each(Object.keys(sampleScore()).filter((name) => !optional.includes(name)))('needs %s', (name) => {
    expect(pairScoreSchema.safeParse(without(sampleScore(), name)).success).toBe(false);
  });

  it.each([
    ['an extra key', { margin: 1 }],
    ['a figure that is text', { rewardMargin: '1.2' }],
    ['NaN', { ches: Number.NaN }],
    ['an infinite figure', { displacement: Infinity }],
    ['undefined in place of null', { lengthNormalizedChes: undefined }],
    ['a beta of zero', { beta: 0 }],
    ['an unknown loss', { losses: { ...sampleScore().losses, magic: 1 } }],
    ['a response with an extra key', { chosen: { ...sampleScore().chosen, text: '' } }],
  ])('refuses %s', (_name, change) => {
    expect(pairScoreSchema.safeParse({ ...sampleScore(), ...change }).success).toBe(false);
  });

  it('names every loss', () => {
    for (const name of lossNames) {
      const losses = without(sampleScore().losses, name);
      expect(pairScoreSchema.safeParse({ ...sampleScore(), losses }).success, name).toBe(false);
    }
  });

  it.each([
    ['a fractional id', { id: 1.5 }],
    ['a negative offset', { start: -1 }],
    ['a missing flag', { special: undefined }],
    ['an extra key', { bytes: [1] }],
  ])('refuses a token with %s', (_name, change) => {
    const token = sampleScore().chosen.tokens?.[0];
    expect(tokenScoreSchema.safeParse(token).success).toBe(true);
    expect(tokenScoreSchema.safeParse({ ...token, ...change }).success).toBe(false);
  });
});
