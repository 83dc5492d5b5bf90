import assert from 'node:assert/strict';

import { createHeatScale, heatBucket, heatBucketCount } from '../../src/editor/figures/heatScale';
import { formatNumber } from '../../src/editor/figures/numbers';
import type { ScoredRow } from '../../src/editor/figures/rowFigures';
import { LineTracker } from '../../src/editor/session/lineTracker';
import { ResultSet } from '../../src/editor/session/resultSet';
import { RowIndex } from '../../src/core/dataset/rowIndex';
import { RowQueue } from '../../src/editor/session/rowQueue';
import { worstNeighbour, worstRows } from '../../src/editor/session/worstRows';

const response = { tokenCount: 3, truncated: false, logProbability: -5, reward: 0 };

function resultsWith(margins: readonly number[]): ResultSet {
  const index = new RowIndex();
  index.add(margins.map((_, row) => ({ row, line: row * 2 + 1, byteStart: row * 10, byteLength: 9 })));
  const results = new ResultSet(index, null, new LineTracker(margins.length * 2));
  margins.forEach((rewardMargin, row) => {
    const figures: ScoredRow = {
      kind: 'scored', row, line: row * 2 + 1, pair: 0, pairCount: 1, beta: 0.1, rewardMargin, preferenceProbability: 0.5, likelihoodMargin: rewardMargin,
      referenceMargin: 0, lengthNormalizedChes: rewardMargin, displacement: null, chosen: response, rejected: response, notes: [],
    };
    results.record(figures);
  });
  return results;
}

describe('the scale of colours', () => {
  it('keeps the sign of a margin true, however skewed the file is', () => {
    const values = [0.1, 0.2, 5, 7, 9, 100];
    const scale = createHeatScale('rewardMargin', values);
    assert.ok(values.every((value) => heatBucket(scale, value) >= heatBucketCount / 2));
    assert.ok(heatBucket(scale, -0.001) < heatBucketCount / 2);
  });

  it('takes high CHES for bad, around the median of the file', () => {
    const scale = createHeatScale('lengthNormalizedChes', [-5, -4, -3, -2, -1]);
    assert.equal(heatBucket(scale, 10), 0);
    assert.equal(heatBucket(scale, -20), heatBucketCount - 1);
  });

  it('stands a file without spread, and an empty one', () => {
    assert.equal(heatBucket(createHeatScale('rewardMargin', [0, 0, 0]), 0), heatBucketCount / 2);
    assert.equal(heatBucket(createHeatScale('likelihoodMargin', []), -9), 0);
  });
});

describe('numbers', () => {
  it('have a sign of the width of a digit, and more digits when they are small', () => {
    assert.equal(formatNumber(1.236, { always: true }), '+1.24');
    assert.equal(formatNumber(-0.0412), '−0.041');
    assert.equal(formatNumber(-0.000001, { always: true }), '\u00a00.0000');
  });
});

describe('the order worst first', () => {
  const results = resultsWith([3, -1, 2, -1, 0]);

  it('visits every row once, ties by row number', () => {
    const visited: number[] = [];
    for (let row = worstNeighbour(results, 'rewardMargin', undefined, 'next'); row !== undefined; row = worstNeighbour(results, 'rewardMargin', row, 'next')) visited.push(row);
    assert.deepEqual(visited, [1, 3, 4, 2, 0]);
    assert.deepEqual(worstRows(results, 'rewardMargin', 3), [1, 3, 4]);
    assert.deepEqual(worstRows(results, 'lengthNormalizedChes', 9), [0, 2, 4, 1, 3]);
  });

  it('goes back the same way', () => {
    assert.equal(worstNeighbour(results, 'rewardMargin', 4, 'previous'), 3);
    assert.equal(worstNeighbour(results, 'rewardMargin', 1, 'previous'), undefined);
  });

  it('tells which share of the file is lower', () => {
    assert.equal(results.shareBelow('rewardMargin', 2), 0.6);
  });

  it('finds rows by line although blank lines lie between them', () => {
    assert.equal(results.rowAtDocumentLine(4), 2);
    assert.equal(results.rowAtDocumentLine(3), undefined);
  });
});

describe('the queue of rows', () => {
  it('hands out every row once, those in view first', () => {
    const queue = new RowQueue(10);
    assert.deepEqual(queue.take(4, [{ first: 6, last: 8 }]), [6, 7, 8]);
    assert.deepEqual(queue.take(4, [{ first: 6, last: 8 }]), [0, 1, 2, 3]);
    assert.deepEqual(queue.take(4, [{ first: 3, last: 40 }]), [4, 5, 9]);
    assert.deepEqual(queue.take(4, []), []);
  });
});
