import { describe, expect, it } from 'vitest';

import { labelsRatherThanTruth as labelsRatherThanTruthSteps } from '../../../src/core/noise/evidence/lengthReadings';
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
