import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { PairTexts } from '../../src/core/dataset/preferencePair';
import type { PairEvaluation } from '../../src/core/scoring/pairEvaluation';
import { scorePair } from '../../src/core/scoring/scorePair';
import { defaultScoringSettings } from '../../src/core/scoring/settings';
import type { WorkerScorer } from '../../src/engine/workerScorer';
import { buildBundles } from './support/bundles';
import { embedded, evaluateAll, hasSharedModels, makeScorer, sharedModels, standard, stories } from './support/models';

beforeAll(() => buildBundles());

async function evaluations(scorer: WorkerScorer, texts: readonly PairTexts[], tokens = false): Promise<PairEvaluation[]> {
  return (await evaluateAll(scorer, texts, tokens)).map((outcome) => {
    if ('failure' in outcome) throw new Error(outcome.failure.message);
    return outcome.evaluation;
  });
}

const pairs = [
  standard('What is the capital of France?\n', 'Paris.', 'Berlin, I think.'),
  standard('Say yes or no: is ice cold?\n', 'Yes', 'Yes, of course it is.'),
  standard('Grüße auf Deutsch 🙂\n', 'Guten Tag! 👩‍👩‍👧', 'こんにちは、世界。'),
];
const place = { row: 0, line: 1, pair: 0 };

describe('the embedded pair', () => {
  const scorer = makeScorer();
  afterAll(() => scorer.dispose());

  it('swapping chosen and rejected negates the margin and obeys the CHES identity', async () => {
    const swapped = pairs.map((pair) => standard(pair.prompt as string, pair.rejected as string, pair.chosen as string));
    const [there, back] = [await evaluations(scorer, pairs), await evaluations(scorer, swapped)];
    const identity = await scorer.identify();
    for (const [index, one] of there.entries()) {
      const [a, b] = [scorePair(place, one, identity, defaultScoringSettings), scorePair(place, back[index]!, identity, defaultScoringSettings)];
      expect(b.rewardMargin).toBe(-a.rewardMargin!);
      const distance = one.states!.chosenChosen + one.states!.rejectedRejected - 2 * one.states!.chosenRejected;
      expect(a.ches! + b.ches!).toBeCloseTo(-distance, 6);
    }
  });

  it('identical responses: margin, CHES, normalised CHES and edit distance are exactly 0', async () => {
    const [same] = await evaluations(scorer, [standard('Hello\n', 'Good day to you.', 'Good day to you.')]);
    const score = scorePair(place, same!, await scorer.identify(), defaultScoringSettings);
    expect([score.rewardMargin, score.ches, score.lengthNormalizedChes, score.normalizedEditDistance]).toEqual([0, 0, 0, 0]);
  });

  it('figures of the tokens sum to the figures of the response, and their ranges spell it', async () => {
    for (const [index, one] of (await evaluations(scorer, pairs, true)).entries()) {
      for (const side of ['chosen', 'rejected'] as const) {
        const tokens = one[side].tokens!;
        expect(tokens).toHaveLength(one[side].tokenCount);
        expect(tokens.reduce((sum, token) => sum + token.logProbability!, 0)).toBeCloseTo(one[side].logProbability, 9);
        expect(tokens.reduce((sum, token) => sum + token.referenceLogProbability!, 0)).toBeCloseTo(one[side].referenceLogProbability!, 9);
        const covered = new Set(tokens.flatMap(({ start, end }) => (start === null ? [] : Array.from({ length: end! - start }, (_, k) => start + k))));
        expect(covered.size).toBe((pairs[index]![side] as string).length);
      }
      const shares = [...one.chosen.tokens!, ...one.rejected.tokens!].reduce((sum, token) => sum + (token.chesShare ?? 0), 0);
      const ches = one.states!.chosenRejected - one.states!.chosenChosen;
      expect(Math.abs(shares - ches) / Math.abs(ches)).toBeLessThan(1e-9);
    }
  });

  it('gives the same bits again, alone or among others, with tokens or without', async () => {
    const [, second] = await evaluations(scorer, pairs);
    const [alone] = await evaluations(scorer, pairs.slice(1, 2), true);
    expect({ ...alone, chosen: { ...alone!.chosen, tokens: undefined, mass: undefined }, rejected: { ...alone!.rejected, tokens: undefined, mass: undefined } }).toEqual({
      ...second,
      chosen: { ...second!.chosen, tokens: undefined },
      rejected: { ...second!.rejected, tokens: undefined },
    });
  });

  it('a prompt that fills the maximal length is answered, not scored', async () => {
    const small = makeScorer({ maxLength: 16 });
    const [outcome] = await evaluateAll(small, [standard('word '.repeat(100), 'a', 'b')]);
    expect(outcome).toMatchObject({ failure: { code: 'prompt-fills-max-length' } });
    const [cut] = await evaluations(small, [standard('Hi\n', 'word '.repeat(100), 'no')]);
    expect(cut!.chosen.truncated).toBe(true);
    expect(cut!.rejected.truncated).toBe(false);
    await small.dispose();
  });
});

describe('policy and reference the same model', () => {
  it('gives margin exactly 0 and loss ln 2 on every pair', async () => {
    const scorer = makeScorer({ policy: embedded.reference, reference: embedded.reference });
    const identity = await scorer.identify();
    for (const one of await evaluations(scorer, pairs)) {
      const score = scorePair(place, one, identity, defaultScoringSettings);
      expect([score.chosen.reward, score.rejected.reward, score.rewardMargin]).toEqual([0, 0, 0]);
      expect(score.losses.sigmoid).toBe(Math.LN2);
      expect(score.preferenceProbability).toBe(0.5);
    }
    await scorer.dispose();
  });
});

describe.skipIf(!hasSharedModels)('models that people have', () => {
  it.each([
    ['stories260K', 'fp32'],
    ['tiny-random-llama-fp16', 'fp16'],
  ])('%s is used, with states, in %s', async (name, precision) => {
    const scorer = makeScorer({ policy: path.join(sharedModels, name), reference: null });
    expect(await scorer.identify()).toMatchObject({ hasStates: true, precision, referenceHash: null });
    const [one] = await evaluations(scorer, pairs.slice(0, 1));
    expect(one!.chosen.logProbability).toBeLessThan(0);
    expect(one!.chosen.referenceLogProbability).toBeNull();
    expect(one!.states!.chosenChosen).toBeGreaterThan(0);
    await scorer.dispose();
  });

  it.each([
    // Its embedding has 1,000 rows, its tokenizer 50,257 tokens.
    ['tiny-random-gpt2', /fails on token \d+.*model and tokenizer do not belong together/],
    ['multimodal-no-input-ids', /instead of input_ids; export the text decoder of a causal language model/],
    ['tiny-random-llama-missing-external-data', /weights file "model\.onnx\.data" is missing; put it beside model\.onnx/],
  ])('%s is refused with what is wrong', async (name, sentence) => {
    const scorer = makeScorer({ policy: path.join(sharedModels, name), reference: null });
    await expect(scorer.identify()).rejects.toThrow(sentence);
    await scorer.dispose();
  });

  it('a reference with another tokenizer is refused', async () => {
    const scorer = makeScorer({ reference: stories });
    await expect(scorer.identify()).rejects.toThrow(/reads text with another tokenizer/);
    await scorer.dispose();
  });

});
