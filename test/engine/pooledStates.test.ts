import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { PairTexts } from '../../src/core/dataset/preferencePair';
import type { EvaluationOutcome } from '../../src/core/ports';
import { encodePair } from '../../src/engine/conventions/encodePair';
import type { EncodedSequence } from '../../src/engine/conventions/encodedPair';
import { Decoder } from '../../src/engine/model/decoder';
import { findModelFiles } from '../../src/engine/model/modelFiles';
import { loadTokenizer } from '../../src/engine/tokenizer/tokenizerFolder';
import { buildBundles } from './support/bundles';
import { embedded, evaluateAll, makeScorer, requestsOf, standard } from './support/models';

beforeAll(() => buildBundles());
const scorer = makeScorer();
afterAll(() => scorer.dispose());

async function pooled(texts: readonly PairTexts[]): Promise<EvaluationOutcome[]> {
  const outcomes: EvaluationOutcome[] = [];
  for await (const outcome of scorer.evaluate(requestsOf(texts).map((request) => ({ ...request, pooled: true })))) outcomes.push(outcome);
  return outcomes;
}

const differenceOf = (outcome: EvaluationOutcome | undefined) => (outcome && 'evaluation' in outcome ? outcome.evaluation.stateDifference : undefined);

const pairs = [
  standard('What is the capital of France?\n', 'Paris.', 'Berlin, I think.'),
  standard('Say yes or no: is ice cold?\n', 'Yes', `Yes, of course it is. ${'Ice is frozen water. '.repeat(20)}`),
  standard('Grüße auf Deutsch 🙂\n', 'Guten Tag! 👩‍👩‍👧', 'こんにちは、世界。'),
];

describe('pooled states of a pair', () => {
  it('are the mean states at the real tokens, chosen − rejected', async () => {
    const decoder = await Decoder.load(findModelFiles(embedded.policy), { threads: 1, lowMemory: false, abilities: null });
    const tokenizer = await loadTokenizer(embedded.policy);
    const meanOf = async ({ ids, promptLength, realEnd }: EncodedSequence): Promise<number[]> => {
      const { states } = await decoder.measure(ids, promptLength);
      const rows = Array.from({ length: realEnd - promptLength }, (_, index) => (promptLength + index - states!.firstPosition) * states!.size);
      return Array.from({ length: states!.size }, (_, axis) => rows.reduce((sum, row) => sum + states!.values[row + axis]!, 0) / rows.length);
    };
    for (const [index, outcome] of (await pooled(pairs)).entries()) {
      const pair = encodePair(tokenizer, pairs[index]!, { convention: 'trl', maxLength: 1024 });
      if ('code' in pair) throw new Error(pair.message);
      const [chosen, rejected] = [await meanOf(pair.chosen), await meanOf(pair.rejected)];
      const difference = differenceOf(outcome);
      expect(difference).toBeInstanceOf(Float32Array);
      expect(difference).toHaveLength(192);
      difference?.forEach((value, axis) => expect(value).toBeCloseTo(chosen[axis]! - rejected[axis]!, 4));
    }
    await decoder.release();
  });

  it('come without a change in any bit of the figures, and only where they are asked for', async () => {
    const [plain, withStates] = [await evaluateAll(scorer, pairs), await pooled(pairs)];
    expect(withStates.map((outcome) => ('evaluation' in outcome ? { ...outcome, evaluation: { ...outcome.evaluation, stateDifference: undefined } } : outcome))).toEqual(plain);
    expect(plain.every((outcome) => 'evaluation' in outcome && !('stateDifference' in outcome.evaluation))).toBe(true);
    expect(await pooled(pairs)).toEqual(withStates);
  });

  it('turn their signs when the pair is swapped', async () => {
    const swapped = pairs.map((pair) => standard(pair.prompt as string, pair.rejected as string, pair.chosen as string));
    const [there, back] = [await pooled(pairs), await pooled(swapped)];
    for (const [index, outcome] of there.entries()) differenceOf(outcome)?.forEach((value, axis) => expect(differenceOf(back[index])?.[axis]).toBeCloseTo(-value, 5));
  });

  it('of identical responses are 0, and of an empty one unknown', async () => {
    const [same, empty] = await pooled([standard('Say it.\n', 'It is so.', 'It is so.'), standard('Say it.\n', 'It is so.', '')]);
    expect(differenceOf(same)?.every((value) => value === 0)).toBe(true);
    expect(differenceOf(empty)).toBeNull();
  });
});
