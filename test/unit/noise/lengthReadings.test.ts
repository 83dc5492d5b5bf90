import { describe, expect, it } from 'vitest';

import type { LengthLabels, ReviewedLengthLabels } from '../../../src/core/noise/evidence/lengthLabels';
import { biasLogRatio, lengthReadings } from '../../../src/core/noise/evidence/lengthReadings';
import { inOneGo } from './inOneGo';
import { Chance } from './madeEvidence';

const readingsOf = inOneGo(lengthReadings);
const labelsRatherThanTruth = (of: LengthLabels, reviewed?: ReviewedLengthLabels) => biasLogRatio(readingsOf(of, reviewed));
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

  it('are told apart by what a person says by as much as Bayes has it', () => {
    // One pair of which nothing is known but that its label is for the longer response, at a liking of g. P(longer is better | label) is in proportion to (1 − ε)·σ(g) if truth follows
    // length and to (1 − ε)·½ if labels do, mean over the grid; P(label) is the same in both.
    const pair = { evidence: Float64Array.of(0), liking: Float64Array.of(1.5), forLonger: Uint8Array.of(1), independence: 1 };
    const [likings, flips] = [[0.35, 0.5, 0.7, 1, 1.4, 2, 2.8], [0, 0.03, 0.06, 0.1, 0.15, 0.2, 0.25, 0.3]];
    let [truth, bias] = [0, 0];
    for (const scale of likings) {
      for (const rate of flips) {
        truth += (1 - rate) * share(1.5 * scale);
        bias += (1 - rate) * 0.5;
      }
    }
    expect(labelsRatherThanTruth(pair, { ...pair, longerIsBetter: Uint8Array.of(1) })).toBeCloseTo(Math.log(bias / truth), 9);
  });
});
