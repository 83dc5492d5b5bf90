import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { collectWritten, withTexts } from '../../../src/app/compare/collectScoreSet';
import { compareScoreSets } from '../../../src/core/compare/comparison';
import { comparisonRecord, comparisonRecordSchema } from '../../../src/core/compare/comparisonRecord';
import { matchPairs } from '../../../src/core/compare/matchPairs';
import { pairIdentity } from '../../../src/core/compare/pairIdentity';
import type { ScoreSet } from '../../../src/core/compare/scoreSet';
import { ScoreSetBuilder } from '../../../src/core/compare/scoreSetBuilder';
import type { PairScore } from '../../../src/core/scoring/pairScore';
import { inOneGo } from '../noise/inOneGo';

type Row = readonly [prompt: string, chosen: string, rejected: string, margin: number | null];

function setOf(rows: readonly Row[]): ScoreSet {
  const builder = new ScoreSetBuilder();
  rows.forEach(([prompt, chosen, rejected, margin], row) => {
    const score = margin === null ? null : { rewardMargin: margin, likelihoodMargin: margin * 10 };
    builder.add({ row, line: row + 1, pair: 0 }, score, pairIdentity({ format: 'standard', prompt, chosen, rejected }));
  });
  return builder.build();
}

function matched(first: readonly Row[], second: readonly Row[]): { pairs: [number, number, number][]; onlyFirst: number; onlySecond: number } {
  const match = inOneGo(matchPairs)(setOf(first), setOf(second), 'content');
  return { pairs: [...match.second].map((at, place) => [match.first[place]!, at, match.swapped[place]!]), onlyFirst: match.onlyFirst, onlySecond: match.onlySecond };
}

const about = { file: 'a.jsonl', scores: null, pairs: 0, unscored: 0, convention: null, beta: null, precision: null, policyHash: null, referenceHash: null };

describe('matching by content', () => {
  it('finds pairs in another order, with rows left out, and labels swapped', () => {
    const before: Row[] = [['p', 'a', 'b', 1], ['q', 'c', 'd', 2], ['r', 'e', 'f', 3]];
    const after: Row[] = [['r', 'f', 'e', -3], ['p', 'a', 'b', 1], ['s', 'x', 'y', 4]];
    expect(matched(before, after)).toEqual({ pairs: [[2, 0, 1], [0, 1, 0]], onlyFirst: 1, onlySecond: 1 });
  });

  it('does not take a pair that stands in a file both ways for a swap', () => {
    const before: Row[] = [['p', 'a', 'b', 1], ['p', 'b', 'a', -1]];
    expect(matched(before, [['p', 'b', 'a', -1]])).toEqual({ pairs: [[1, 0, 0]], onlyFirst: 1, onlySecond: 0 });
  });

  it('matches each of several equal pairs once', () => {
    const twice: Row[] = [['p', 'a', 'b', 1], ['p', 'a', 'b', 1]];
    expect(matched(twice, [...twice, ['p', 'a', 'b', 1]])).toEqual({ pairs: [[0, 0, 0], [1, 1, 0]], onlyFirst: 0, onlySecond: 1 });
  });

  it('tells a text in one response from the same text in the prompt', () => {
    expect(matched([['p', 'a', 'b', 1]], [['a', 'p', 'b', 1]]).pairs).toEqual([]);
    expect(matched([['p', 'ab', 'c', 1]], [['p', 'a', 'bc', 1]]).pairs).toEqual([]);
  });

  it('any file against its own shuffle with swaps matches whole', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(fc.string(), fc.string(), fc.string()).filter(([, a, b]) => a !== b), { selector: ([p, a, b]) => JSON.stringify([p, ...[a, b].sort()]), minLength: 1, maxLength: 60 }), fc.infiniteStream(fc.nat(1000)), (texts, stream) => {
        const rows: Row[] = texts.map(([p, a, b]) => [p, a, b, 1]);
        const order = rows.map((_, at) => [stream.next().value as number, at] as const).sort((x, y) => x[0] - y[0] || x[1] - y[1]);
        const swaps = rows.map(() => (stream.next().value as number) % 3 === 0);
        const shuffled = order.map(([, at]): Row => (swaps[at]! ? [rows[at]![0], rows[at]![2], rows[at]![1], 1] : rows[at]!));
        expect(matched(rows, shuffled)).toEqual({ pairs: order.map(([, at], place) => [at, place, swaps[at]! ? 1 : 0]), onlyFirst: 0, onlySecond: 0 });
      }),
      { numRuns: 200, seed: 8 },
    );
  });
});

describe('a comparison', () => {
  it('counts pairs without figures as matched, not as compared, and turns swapped margins round', () => {
    const first = setOf([['p', 'a', 'b', 1], ['q', 'c', 'd', null], ['r', 'e', 'f', 3]]);
    const second = setOf([['p', 'b', 'a', -1], ['q', 'c', 'd', 2], ['r', 'e', 'f', -3]]);
    const comparison = inOneGo(compareScoreSets)(first, second, 'content');
    const record = comparisonRecord(comparison, { first: about, second: about }, 10);
    expect(record).toMatchObject({ figure: 'rewardMargin', matched: 3, compared: 2, swapped: 1, flipCount: 1 });
    expect(record.flips).toEqual([{ row: 2, line: 3, pair: 0, secondRow: 2, swapped: false, first: 3, second: -3 }]);
    expect([...comparison.columns.second]).toEqual([1, -3]);
    expect(comparisonRecordSchema.safeParse(JSON.parse(JSON.stringify(record))).error).toBeUndefined();
  });

  it('goes by likelihood margins where a side has no reference', () => {
    const scores = [{ row: 0, line: 1, pair: 0, rewardMargin: null, likelihoodMargin: 4 }] as unknown as PairScore[];
    const builder = new ScoreSetBuilder();
    for (const score of scores) builder.add(score, score, null);
    const comparison = inOneGo(compareScoreSets)(setOf([['p', 'a', 'b', 1]]), builder.build(), 'place');
    expect(comparison.figure).toBe('likelihoodMargin');
    expect([comparison.columns.first[0], comparison.columns.second[0]]).toEqual([10, 4]);
  });

  it('gives written scores the texts of their dataset, by row and pair', async () => {
    async function* written(): AsyncGenerator<PairScore> {
      yield { row: 1, line: 2, pair: 0, rewardMargin: 7, likelihoodMargin: 8 } as PairScore;
    }
    const { set } = await collectWritten(written());
    const joined = inOneGo(withTexts)(set, setOf([['p', 'a', 'b', null], ['q', 'c', 'd', null]]));
    expect([...joined.rewardMargin]).toEqual([NaN, 7]);
    expect(joined.identity).not.toBeNull();
  });
});
