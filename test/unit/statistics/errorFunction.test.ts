import { describe, expect, it } from 'vitest';

import { errorFunction } from '../../../src/core/statistics/errorFunction';

describe('the error function', () => {
  it('is that of the tables', () => {
    expect([0, 0.5, 1, 2, 4].map(errorFunction)).toEqual([0, 0.5204998778, 0.8427007929, 0.995322265, 0.9999999846].map((value) => expect.closeTo(value, 6)));
  });
});
