import { expect, it } from 'vitest';

import { sortedInSteps } from '../../../src/core/noise/sortedInSteps';
import { RandomSource } from '../../../src/core/statistics/randomSource';

it.each([0, 1, 1000, 16_384, 50_001, 140_000])('sorts %d values as a typed array does, with turns in between', (count) => {
  const random = new RandomSource(count + 1);
  const values = Float64Array.from({ length: count }, () => Math.round(1e6 * (random.unit() - 0.5)) / 10);
  const before = values.slice();
  const steps = sortedInSteps(values);
  let turns = 0;
  let step = steps.next();
  for (; step.done !== true; step = steps.next()) turns++;
  expect(step.value).toEqual(values.slice().sort());
  expect(values).toEqual(before);
  expect(turns).toBeGreaterThanOrEqual(Math.ceil(count / 16_384));
});
