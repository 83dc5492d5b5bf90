import { beforeAll, describe, expect, it } from 'vitest';

import type { PairEvaluation } from '../../src/core/scoring/pairEvaluation';
import { ches } from '../../src/core/scoring/ches';
import type { EvaluationOutcome } from '../../src/core/ports';
import { displacement } from '../../src/engine/measure/displacement';
import { predictedTokens } from '../../src/engine/measure/predictedTokens';
import type { Matrix, VocabularyGraphs } from '../../src/engine/measure/vocabularyGraphs';
import { Decoder, type DecoderSettings } from '../../src/engine/model/decoder';
import { leastMemory, planMemory } from '../../src/engine/model/memoryPlan';
import { findModelFiles } from '../../src/engine/model/modelFiles';
import { ModelSet } from '../../src/engine/model/modelSet';
import { VocabularyRows } from '../../src/engine/model/vocabularyRows';
import { buildBundles } from './support/bundles';
import { embedded, evaluateAll, makeScorer, standard } from './support/models';

const plain: DecoderSettings = { threads: 1, lowMemory: false, abilities: null };
const withoutReuse: DecoderSettings = {
  ...plain,
  abilities: {
    promptReuse: false, batchedPromptReuse: false, continuation: 'wrong', rightPadding: 'exact', maskHoles: true, keptPositions: true,
    rowInvariance: 'exact', rowDependence: 0, editError: 0,
  },
};
const prompt = Array.from({ length: 60 }, (_, index) => 5 + ((index * 53) % 900));
const response = (seed: number, length = 25) => Array.from({ length }, (_, index) => 5 + ((index * 31 + seed * 17) % 1200));
const [first, second] = [[...prompt, ...response(1)], [...prompt, ...response(2)]];
const other = [...response(5, 40), ...response(3)];

async function measureAll(settings: DecoderSettings, sequences: readonly { ids: readonly number[]; from: number }[]): Promise<Float32Array[]> {
  const decoder = await Decoder.load(findModelFiles(embedded.policy), settings);
  try {
    const measured: Float32Array[] = [];
    for (const { ids, from } of sequences) measured.push((await decoder.measure(ids, from)).logProbabilities);
    return measured;
  } finally {
    await decoder.release();
  }
}

describe('the prompt is read once', () => {
  it('and the figures are those of reading it with each response, to 1e-4', async () => {
    const sequences = [first, second].map((ids) => ({ ids, from: prompt.length }));
    const [shared, alone] = [await measureAll(plain, sequences), await measureAll(withoutReuse, sequences)];
    for (const [index, values] of shared.entries()) {
      for (const [row, value] of values.entries()) expect(value).toBeCloseTo(alone[index]![row]!, 4);
    }
  });

  it('and what came before changes no bit', async () => {
    const [a, b, c] = [first, second, other].map((ids, index) => ({ ids, from: index === 2 ? 40 : prompt.length })) as [{ ids: number[]; from: number }, { ids: number[]; from: number }, { ids: number[]; from: number }];
    const [a1, b1, c1, a2] = await measureAll(plain, [a, b, c, a]);
    const [b2, a3, c2] = await measureAll(plain, [b, a, c]);
    expect([a2, a3]).toEqual([a1, a1]);
    expect(b2).toEqual(b1);
    expect(c2).toEqual(c1);
  });

  it('nor does the number of threads', async () => {
    const sequences = [{ ids: first, from: prompt.length }, { ids: other, from: 3 }];
    expect(await measureAll({ ...plain, threads: 2 }, sequences)).toEqual(await measureAll(plain, sequences));
  });

  it('gives the states of every position that counts for CHES', async () => {
    const decoder = await Decoder.load(findModelFiles(embedded.policy), plain);
    const { states } = await decoder.measure(first, prompt.length);
    expect(states!.firstPosition).toBeLessThanOrEqual(prompt.length - 1);
    expect(states!.firstPosition + states!.values.length / states!.size).toBe(first.length);
    await decoder.release();
  });
});

describe('entropies that are not wanted', () => {
  it('are not computed, and the log-probabilities are the same bits', async () => {
    const decoder = await Decoder.load(findModelFiles(embedded.policy), plain);
    const request = { ids: first, from: prompt.length };
    const [complete, without] = [await decoder.measure(request.ids, request.from), await decoder.measure(request.ids, request.from, { entropies: false })];
    expect(without.entropies).toBeNull();
    expect(complete.entropies).toHaveLength(without.logProbabilities.length);
    expect(without.logProbabilities).toEqual(complete.logProbabilities);
    const pair = await decoder.measurePair({ ...request, entropies: false }, { ids: second, from: prompt.length, entropies: false });
    expect(pair.map(({ entropies }) => entropies)).toEqual([null, null]);
    expect(pair[0].logProbabilities).toEqual(complete.logProbabilities);
    await decoder.release();
  });
});

describe('two short responses in one run, where the probe found padding exact', () => {
  const exact = { ...withoutReuse.abilities!, promptReuse: true, batchedPromptReuse: true, continuation: 'exact' as const };
  const pairs = [
    { name: 'after a cached prompt', from: prompt.length, ids: [[...prompt, ...response(1, 9)], [...prompt, ...response(2, 14)]] },
    { name: 'with a prompt that is read again', from: 6, ids: [[...prompt.slice(0, 6), ...response(3, 12)], [...prompt.slice(0, 6), ...response(4, 7)]] },
  ] as const;

  it.each(pairs)('$name: the same bits as one after the other', async ({ from, ids: [one, two] }) => {
    const batched = await Decoder.load(findModelFiles(embedded.policy), { ...plain, abilities: exact });
    const together = await batched.measurePair({ ids: one, from }, { ids: two, from });
    for (const [index, ids] of [one, two].entries()) {
      const alone = await batched.measure(ids, from);
      expect(together[index]!.logProbabilities).toEqual(alone.logProbabilities);
      expect([...together[index]!.states!.values]).toEqual([...alone.states!.values]);
    }
    await batched.release();
  });
});

describe('low-memory mode', () => {
  it('gives the same figures to 1e-4', async () => {
    const sequences = [{ ids: first, from: prompt.length }];
    const [[fast], [low]] = [await measureAll(plain, sequences), await measureAll({ ...plain, lowMemory: true }, sequences)];
    for (const [row, value] of low!.entries()) expect(value).toBeCloseTo(fast![row]!, 4);
  });

  const gigabyte = 2 ** 30;
  const [large, small, quantised] = [{ fast: 4 * gigabyte, low: 0.4 * gigabyte }, { fast: gigabyte, low: 0.1 * gigabyte }, { fast: 2 * gigabyte, low: null }];

  it('is chosen only where the models do not fit otherwise, the largest first', () => {
    expect(planMemory([large, small], 6 * gigabyte)).toEqual([false, false]);
    expect(planMemory([small, large], 3 * gigabyte)).toEqual([false, true]);
    expect(planMemory([large, small], gigabyte)).toEqual([true, true]);
  });

  it('never for block-quantised weights, whose figures it would change', () => {
    expect(planMemory([quantised], 3 * gigabyte)).toEqual([false]);
    expect(planMemory([quantised], gigabyte)).toBeNull();
    expect(leastMemory([quantised])).toBeGreaterThan(2 * gigabyte);
  });

  it('a model that does not fit at all is refused with how much it needs and what may be used', async () => {
    const options = { ...embedded, convention: 'trl', maxLength: 1024, threads: 1, background: false, memoryMegabytes: 100 } as const;
    await expect(ModelSet.load(options)).rejects.toThrow(/"tiny-policy" and its reference need about 0\.4 GB of memory, and 0\.1 GB may be used; .*smaller or quantised/);
  });
});

describe('displacement', () => {
  it('is CHES with the opposite sign where every ⟨e, e′⟩ is 1', async () => {
    const vocabulary = 9;
    // Nothing is likely, so ⟨e, e′⟩ is 1[y = y′] + ⟨p, p′⟩, and a runtime that gives the rest of 1 for the last.
    const rows = (count: number) => new VocabularyRows(count, 2, 0, (_, some) => Promise.resolve(new Float32Array(some * vocabulary).fill(-Infinity)));
    const tokens = (values: number[][], targets: number[]) => ({
      targets, vocabulary: rows(targets.length), states: (from: number, count: number) => Float32Array.from(values.slice(from, from + count).flat()),
    });
    const [chosen, rejected] = [tokens([[1, 0], [0, 1], [1, 1]], [1, 2, 3]), tokens([[1, 0], [0, 2], [-1, 1], [2, 2]], [4, 5, 6, 7])];
    let side = chosen;
    let call = 0;
    const fake = {
      innerProducts: (a: Matrix, b: Matrix) => {
        const at = ({ values, rows: count }: Matrix, row: number, axis: number) => values[row * (values.length / count) + axis]!;
        const product = (row: number, column: number) => at(a, row, 0) * at(b, column, 0) + at(a, row, 1) * at(b, column, 1);
        return Promise.resolve(Float32Array.from({ length: a.rows * b.rows }, (_, index) => product(Math.floor(index / b.rows), index % b.rows)));
      },
      probabilityProducts: (p: { rows: number }, q: { rows: number }) => {
        side = call++ < 4 ? chosen : rejected;
        const same = side === chosen && (call === 1 || call === 4);
        return Promise.resolve(Float32Array.from({ length: p.rows * q.rows }, (_, index) => (same && Math.floor(index / q.rows) === index % q.rows ? 0 : 1)));
      },
    };
    const result = await displacement(fake as unknown as VocabularyGraphs, chosen, rejected);
    expect(result.total).toBeCloseTo(-6, 10);
  });

  it('is nothing to be had without states', () => {
    const measures = { firstScored: 1, logProbabilities: new Float32Array(2), entropies: new Float32Array(2), states: null, vocabulary: null };
    expect(predictedTokens([1, 2, 3], measures)).toBeNull();
  });
});

describe('figures of real pairs', () => {
  const texts = [
    standard('Human: What is a good name for a small dog?\n\nAssistant:', ' Biscuit would be a good name.', ' I do not know.'),
    standard('Human: Hi\n\nAssistant:', ' Same', ' Same'),
    standard('Human: Tell me about rivers.\n\nAssistant:', ' Rivers flow to the sea.', ' Rivers flow to the sea, mostly.'),
  ];
  const evaluations: Record<'both' | 'one', PairEvaluation[]> = { both: [], one: [] };
  const evaluated = (outcome: EvaluationOutcome): PairEvaluation => {
    if ('failure' in outcome) throw new Error(outcome.failure.message);
    return outcome.evaluation;
  };

  beforeAll(async () => {
    await buildBundles();
    const [both, one] = [makeScorer(), makeScorer({ reference: embedded.policy })];
    evaluations.both = (await evaluateAll(both, texts, true)).map(evaluated);
    evaluations.one = (await evaluateAll(one, texts, true)).map(evaluated);
    await Promise.all([both.dispose(), one.dispose()]);
  }, 60_000);

  it('token shares of both responses sum to the displacement, token KL to the sequential KL', () => {
    for (const { chosen, rejected, displacement: total } of evaluations.both) {
      const shares = [...chosen.tokens!, ...rejected.tokens!].map((token) => token.displacementShare ?? 0);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(total!, 6);
      for (const side of [chosen, rejected]) expect(side.tokens!.reduce((sum, token) => sum + (token.kl ?? 0), 0)).toBeCloseTo(side.sequentialKl!, 9);
    }
  });

  it('KL is positive against another model, and exactly 0 against the model itself', () => {
    for (const { chosen } of evaluations.both) expect(chosen.sequentialKl).toBeGreaterThan(0);
    for (const { chosen, rejected } of evaluations.one) expect([chosen.sequentialKl, rejected.sequentialKl]).toEqual([0, 0]);
  });

  it('identical responses have displacement 0, as they have CHES 0', () => {
    const same = evaluations.both[1]!;
    expect(same.displacement).toBe(0);
    expect(ches(same.states!)).toBe(0);
  });

  it('mass that is gained is lost elsewhere; the listed tokens come largest first', () => {
    const { mass } = evaluations.both[0]!.chosen;
    const gains = mass!.gains.map(({ change }) => change);
    expect(gains).toEqual([...gains].sort((a, b) => b - a));
    expect(gains[0]).toBeGreaterThan(0);
    expect(mass!.losses[0]!.change).toBeLessThan(0);
  });

  it('asking for tokens changes no other figure', async () => {
    const scorer = makeScorer();
    const plainOnes = (await evaluateAll(scorer, texts, false)).map(evaluated);
    await scorer.dispose();
    for (const [index, one] of plainOnes.entries()) {
      expect(evaluations.both[index]!.chosen).toMatchObject(one.chosen);
      expect(evaluations.both[index]!.rejected).toMatchObject(one.rejected);
      expect([one.states, one.displacement]).toEqual([evaluations.both[index]!.states, evaluations.both[index]!.displacement]);
    }
  });
});
