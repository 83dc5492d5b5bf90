import { describe, expect, it } from 'vitest';

import { labelsRatherThanTruth as labelsRatherThanTruthSteps } from '../../../src/core/noise/evidence/lengthReadings';
import { eitherRate } from '../../../src/core/noise/rate/eitherRate';
import { unknownRate, type NoiseRate } from '../../../src/core/noise/rate/noiseRate';
import { inOneGo } from './inOneGo';
import { Chance } from './madeEvidence';

const labelsRatherThanTruth = inOneGo(labelsRatherThanTruthSteps);
const share = (logOdds: number) => 1 / (1 + Math.exp(-logOdds));

/** Labels of pairs by evidence of the strength given and a liking of 1.5 for the longer response, which is the truth's or the labels'. */
function labels(seed: number, strength: number, isBias: boolean) {
  const chance = new Chance(seed);
  const evidence = Float64Array.from({ length: 900 }, () => strength * chance.normal());
  const forLonger = Uint8Array.from(evidence, (logOdds) => {
    const better = chance.happens(share(isBias ? logOdds : logOdds + 1.5));
    return better || (isBias && chance.happens(2 * share(1.5) - 1)) ? 1 : 0;
  });
  return { evidence, forLonger, liking: new Float64Array(900).fill(1.5), independence: 1 };
}

describe('labels that follow length', () => {
  it('are biased where strong evidence for the shorter response does not help, and right where it does', () => {
    for (const seed of [1, 2, 3]) {
      expect(labelsRatherThanTruth(labels(seed, 4, true))).toBeGreaterThan(Math.log(9));
      expect(labelsRatherThanTruth(labels(seed, 4, false))).toBeLessThan(-Math.log(9));
    }
  });

  it('are either where the evidence knows nothing', () => {
    const knowingNothing = labels(1, 0, true);
    expect(labelsRatherThanTruth(knowingNothing)).toBeCloseTo(0, 9);
  });

  it('count by prompts', () => {
    const of = labels(1, 4, true);
    expect(labelsRatherThanTruth({ ...of, independence: 0.25 })).toBeCloseTo(labelsRatherThanTruth(of) / 4, 9);
  });
});

describe('a rate by either of two models', () => {
  const rate = (estimate: number, low: number, high: number, identified = true): NoiseRate => ({ ...unknownRate, interval: { estimate, low, high }, identified });

  it('has an interval that holds both', () => {
    expect(eitherRate(rate(0.1, 0.05, 0.15), rate(0.2, 0.16, 0.25))).toMatchObject({ identified: true, interval: { low: 0.05, high: 0.25 } });
  });

  it('is known only where both know it', () => {
    expect(eitherRate(rate(0.1, 0.05, 0.15), rate(0.3, 0, 0.45, false))).toMatchObject({ identified: false, interval: { low: 0, high: 0.45 } });
    expect(eitherRate(rate(0.1, 0.05, 0.15), unknownRate).interval).toBeNull();
    expect(eitherRate(unknownRate, rate(0.1, 0.05, 0.15)).interval).toBeNull();
  });
});
