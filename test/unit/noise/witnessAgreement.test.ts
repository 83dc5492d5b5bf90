import { describe, expect, it } from 'vitest';

import { witnessAgreement as witnessAgreementSteps } from '../../../src/core/noise/evidence/witnessAgreement';
import { inOneGo } from './inOneGo';
import { Chance } from './madeEvidence';

const witnessAgreement = inOneGo(witnessAgreementSteps);

interface Made {
  /** What the witness knows of the label, and how much it likes the longer response. */
  readonly knows: number;
  readonly likes: number;
  /** So many pairs in a row are one, said again under the same prompt. */
  readonly repeats?: number;
}

/** Labels of which three in four are for the longer response. */
function agreement(seed: number, { knows, likes, repeats = 1 }: Made): number {
  const chance = new Chance(seed);
  const rows = Array.from({ length: 400 / repeats }, () => {
    const ratio = (0.3 + Math.abs(chance.normal())) * (chance.happens(0.75) ? 1 : -1);
    return [knows + likes * ratio + chance.normal(), ratio, Math.sign(ratio)];
  }).flatMap((row) => Array.from({ length: repeats }, () => row));
  const features = { values: Float64Array.from(rows.flat()), count: 3 };
  return witnessAgreement({ groups: Uint32Array.from(rows, (_, row) => Math.floor(row / repeats)), sources: 1, stride: 1 }, features, 0);
}

const seeds = [1, 2, 3, 4, 5, 6, 7, 8];

describe('a witness', () => {
  it('is heard where it agrees with labels at equal length', () => {
    for (const seed of seeds) expect(agreement(seed, { knows: 0.5, likes: 0 })).toBeGreaterThan(0.95);
  });

  it('is heard where it agrees with labels at equal length although it dislikes what is long', () => {
    for (const seed of seeds) expect(agreement(seed, { knows: 0.5, likes: -1 })).toBeGreaterThan(0.95);
  });

  it('is not heard for liking length as labels do, nor for contradicting them', () => {
    for (const seed of seeds) expect(agreement(seed, { knows: -0.5, likes: 1 })).toBeLessThan(0.05);
    const mean = seeds.reduce((sum, seed) => sum + agreement(seed, { knows: 0, likes: 1 }), 0) / seeds.length;
    expect(mean).toBeLessThan(0.6);
  });

  it('says no more by saying it again under the same prompt', () => {
    const once = seeds.reduce((sum, seed) => sum + agreement(seed, { knows: 0.1, likes: 0 }), 0);
    const again = seeds.reduce((sum, seed) => sum + agreement(seed, { knows: 0.1, likes: 0, repeats: 8 }), 0);
    expect(again).toBeLessThan(once);
  });
});
