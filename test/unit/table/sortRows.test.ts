import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { sortRows } from '../../../src/editor/table/sortRows';
import { TimeSlices } from '../../../src/editor/scoring/timeSlices';

const sorted = (keys: readonly number[], descending = false): Promise<Uint32Array> =>
  sortRows(Uint32Array.from(keys, (_, row) => row), Float64Array.from(keys), descending, new TimeSlices(), () => undefined);

/** The same by comparison, which sorts no typed arrays of millions in slices but is plain to read. */
function expected(keys: readonly number[], descending: boolean): number[] {
  const rows = keys.map((key, row) => ({ key, row }));
  const present = rows.filter(({ key }) => !Number.isNaN(key)).sort((a, b) => (descending ? b.key - a.key : a.key - b.key) || a.row - b.row);
  return [...present, ...rows.filter(({ key }) => Number.isNaN(key))].map(({ row }) => row);
}

describe('sorting rows', () => {
  it('puts rows without a key last in both directions', async () => {
    expect([...(await sorted([2, NaN, -1, 0, NaN]))]).toEqual([2, 3, 0, 1, 4]);
    expect([...(await sorted([2, NaN, -1, 0, NaN], true))]).toEqual([0, 3, 2, 1, 4]);
  });

  it('keeps the order of equal keys, and takes both zeros for one', async () => {
    expect([...(await sorted([1, 0, 1, -0, 0]))]).toEqual([1, 3, 4, 0, 2]);
    expect([...(await sorted([1, 0, 1, -0, 0], true))]).toEqual([0, 2, 1, 3, 4]);
  });

  it('orders any numbers as a comparison does', async () => {
    const key = fc.oneof(fc.double({ noNaN: false, noDefaultInfinity: true }), fc.integer({ min: -3, max: 3 }), fc.double({ min: -1, max: 1 }));
    await fc.assert(
      fc.asyncProperty(fc.array(key, { maxLength: 60 }), fc.boolean(), async (keys, descending) => {
        expect([...(await sorted(keys, descending))]).toEqual(expected(keys.map((value) => value + 0), descending));
      }),
    );
  });

  it('gives rows, not places', async () => {
    const rows = Uint32Array.of(70, 7, 700);
    expect([...(await sortRows(rows, Float64Array.of(3, 1, 2), false, new TimeSlices(), () => undefined))]).toEqual([7, 700, 70]);
  });

  it('stops when it is told to', async () => {
    const stop = () => {
      throw new Error('stopped');
    };
    await expect(sortRows(new Uint32Array(10), new Float64Array(10), false, new TimeSlices(), stop)).rejects.toThrow('stopped');
  });
});
