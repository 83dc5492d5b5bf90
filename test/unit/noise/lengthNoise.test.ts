import { describe, expect, it } from 'vitest';

import { directedNoiseRate as directedNoiseRateSteps } from '../../../src/core/noise/rate/directedNoiseRate';
import { errorsFollowLength as errorsFollowLengthSteps } from '../../../src/core/noise/rate/errorsFollowLength';
import { noiseRate as noiseRateSteps } from '../../../src/core/noise/rate/noiseRate';
import { inOneGo } from './inOneGo';
import { Chance } from './madeEvidence';

const directedNoiseRate = inOneGo(directedNoiseRateSteps);
const errorsFollowLength = inOneGo(errorsFollowLengthSteps);
const noiseRate = inOneGo(noiseRateSteps);

interface Made {
  readonly pairs?: number;
  /** Of a pair whose truth is the longer response or not, and by how much the responses differ. */
  readonly flipRate: (longerIsBetter: boolean, difference: number) => number;
  /** How sure the evidence is. */
  readonly margin?: number;
}

function made(seed: number, { pairs = 1500, flipRate, margin = 2.5 }: Made) {
  const chance = new Chance(seed);
  const [scores, lengths] = [new Float64Array(pairs), new Float64Array(2 * pairs)];
  let flips = 0;
  for (let row = 0; row < pairs; row++) {
    const longerIsBetter = chance.happens(0.5);
    const difference = 0.1 + Math.abs(chance.normal());
    const isFlipped = chance.happens(flipRate(longerIsBetter, difference));
    flips += isFlipped ? 1 : 0;
    const truth = margin + chance.normal();
    scores[row] = isFlipped ? -truth : truth;
    const isChosenLonger = longerIsBetter !== isFlipped;
    lengths.set([isChosenLonger ? difference : -difference, isChosenLonger ? 1 : -1], 2 * row);
  }
  return { scores, lengths, groups: Uint32Array.from(scores.keys()), share: flips / pairs };
}

describe('the rate where labels follow length', () => {
  it.each([0.2, 0.4, 0.6])('is recovered where %d of the pairs with a better shorter response are labelled for the longer one', (rate) => {
    const { scores, lengths, groups, share } = made(3, { flipRate: (longerIsBetter) => (longerIsBetter ? 0 : rate) });
    const { interval, identified } = directedNoiseRate(scores, lengths, groups);
    expect(identified).toBe(true);
    expect(Math.abs(interval!.estimate - share)).toBeLessThan(0.05);
    expect(interval!.low).toBeLessThanOrEqual(share);
    expect(interval!.high).toBeGreaterThanOrEqual(share);
  });

  it('is that of one rate for all pairs where there is one', () => {
    const { scores, lengths, groups, share } = made(4, { flipRate: () => 0.2 });
    expect(Math.abs(directedNoiseRate(scores, lengths, groups).interval!.estimate - share)).toBeLessThan(0.05);
  });

  it('is unknown where the evidence has nothing to do with the labels', () => {
    const { scores, lengths, groups } = made(5, { flipRate: () => 0.3, margin: 0 });
    expect(directedNoiseRate(scores, lengths, groups).interval).toBeNull();
    expect(directedNoiseRate(scores.subarray(0, 40), lengths, groups).interval).toBeNull();
  });
});

describe('errors that follow length', () => {
  const isSeen = (seed: number, flipRate: Made['flipRate']) => {
    const { scores, lengths, groups } = made(seed, { flipRate, margin: 2 });
    return errorsFollowLength(scores, lengths, noiseRate(scores, groups));
  };

  it('are seen where labels are wrong the more often the more the responses differ in length', () => {
    expect([1, 2, 3].map((seed) => isSeen(seed, (_, difference) => (difference > 1.2 ? 0.6 : 0.02)))).toEqual([true, true, true]);
  });

  it('are not seen where labels are wrong at random, or never', () => {
    expect([1, 2, 3].map((seed) => isSeen(seed, () => 0.2))).toEqual([false, false, false]);
    expect([1, 2, 3].map((seed) => isSeen(seed, () => 0))).toEqual([false, false, false]);
  });
});
