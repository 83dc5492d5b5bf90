import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ScrollMap, tallestElement } from '../../../webview/table/scrollMap';

const count = fc.integer({ min: 1, max: 50_000_000 });
const viewport = fc.integer({ min: 24, max: 3000 });

describe('the scroll bar', () => {
  it('is as long as the rows where that can be, and else as an element may be', () => {
    expect(new ScrollMap(24, 100, 500).elementHeight).toBe(2400);
    expect(new ScrollMap(24, 5_000_000, 500)).toMatchObject({ elementHeight: tallestElement, isScaled: true });
  });

  it('begins at the first row and ends with the last', () => {
    fc.assert(
      fc.property(count, viewport, (rows, height) => {
        const map = new ScrollMap(24, rows, height);
        expect(map.toOffset(0)).toBe(0);
        expect(map.toOffset(Math.max(0, map.elementHeight - height))).toBeCloseTo(map.lastOffset, 3);
      }),
    );
  });

  it('stands where the rows are, and the rows where it is', () => {
    fc.assert(
      fc.property(count, viewport, fc.double({ min: 0, max: 1, noNaN: true }), (rows, height, share) => {
        const map = new ScrollMap(24, rows, height);
        const offset = share * map.lastOffset;
        expect(map.toOffset(map.toScrollTop(offset))).toBeCloseTo(offset, 2);
      }),
    );
  });

  it('moves no further than it must to show a row', () => {
    const map = new ScrollMap(24, 1000, 240);
    expect(map.revealing(5, 100)).toBe(100);
    expect(map.revealing(2, 100)).toBe(48);
    expect(map.revealing(20, 100)).toBe(21 * 24 - 240);
    expect(map.centring(999)).toBe(map.lastOffset);
    expect(map.centring(0)).toBe(0);
  });
});
