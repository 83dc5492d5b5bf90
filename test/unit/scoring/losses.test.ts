import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { fDivergenceScore } from '../../../src/core/scoring/fDivergence';
import { logOddsRatio, pairLosses, type LossInputs } from '../../../src/core/scoring/losses';
import type { LossName } from '../../../src/core/scoring/lossNames';
import { defaultScoringSettings, type ScoringSettings } from '../../../src/core/scoring/settings';

/** pi_c −40, pi_r −50, ref_c −45, ref_r −44, L_c 20, L_r 25: h_c = 5, h_r = −6. */
const worked: LossInputs = {
  chosenLogRatio: 5,
  rejectedLogRatio: -6,
  chosenSharedLengthLogRatio: 5,
  rejectedSharedLengthLogRatio: -4,
  chosenLogProbability: -40,
  rejectedLogProbability: -50,
  chosenLength: 20,
  rejectedLength: 25,
};

const noOpinion: LossInputs = { ...worked, chosenLogRatio: 0, rejectedLogRatio: 0, chosenSharedLengthLogRatio: 0, rejectedSharedLengthLogRatio: 0 };

function losses(inputs: LossInputs, changes: Partial<ScoringSettings> = {}): Record<LossName, number> {
  return pairLosses(inputs, { ...defaultScoringSettings, ...changes }) as Record<LossName, number>;
}

function withRatios(hc: number, hr: number): LossInputs {
  return { ...worked, chosenLogRatio: hc, rejectedLogRatio: hr, chosenSharedLengthLogRatio: hc, rejectedSharedLengthLogRatio: hr };
}

describe('losses of the worked case', () => {
  it.each<[LossName, number]>([
    ['sigmoid', 0.287335],
    ['hinge', 0],
    ['ipo', 20.3401],
    ['ipo_sum', 36],
    ['nca_pair', 1.179859],
    ['bco_pair', 0.911565],
    ['sppo_hard', 1],
    ['apo_zero', 0.731884],
    ['apo_down', 0.872199],
    ['discopop', 0.332871],
    ['exo_pair', 1.163844],
    ['sigmoid_norm', 0.668947],
  ])('%s', (name, expected) => {
    expect(losses(worked)[name]).toBeCloseTo(expected, name === 'ipo' ? 4 : 6);
  });

  it('simpo at beta 2, gamma 1', () => {
    expect(losses(worked, { simpoBeta: 2, simpoGamma: 1 }).simpo).toBeCloseTo(1.313262, 6);
  });

  it('orpo is the chosen cross-entropy plus beta times the odds term, which is ln 2 for equal averages', () => {
    expect(logOddsRatio(-2, -2)).toBe(0);
    expect(losses(worked).orpo).toBeCloseTo(2 + 0.1 * Math.LN2, 12);
  });

  it.each([
    [0.1, 0.397335, 0.149835],
    [0.2, 0.507335, -0.079331],
    [0.3, 0.617335, -0.537665],
  ])('cdpo and robust at label smoothing %d', (labelSmoothing, cdpo, robust) => {
    const smoothed = losses(worked, { labelSmoothing });
    expect(smoothed.cdpo).toBeCloseTo(cdpo, 6);
    expect(smoothed.robust).toBeCloseTo(robust, 6);
  });
});

describe('losses when policy equals reference', () => {
  it.each<[LossName, number]>([
    ['sigmoid', Math.LN2],
    ['cdpo', Math.LN2],
    ['robust', Math.LN2],
    ['hinge', 1],
    ['ipo', 25],
    ['ipo_sum', 25],
    ['nca_pair', 2 * Math.LN2],
    ['bco_pair', 2 * Math.LN2],
    ['sppo_hard', 50],
    ['apo_zero', 1],
    ['apo_down', 1],
    ['discopop', Math.LN2 / 2 + 0.5],
    ['exo_pair', 2.761231],
    ['sigmoid_norm', Math.LN2],
    ['ld_dpo', Math.LN2],
  ])('%s', (name, expected) => {
    expect(losses(noOpinion, { labelSmoothing: 0 })[name]).toBeCloseTo(expected, 6);
  });
});

const ratio = fc.double({ min: -200, max: 200, noNaN: true });

describe('identities', () => {
  it('loss(m) − loss(−m) = −m for the sigmoid loss', () => {
    fc.assert(
      fc.property(ratio, ratio, (hc, hr) => {
        const beta = defaultScoringSettings.beta;
        expect(losses(withRatios(hc, hr)).sigmoid - losses(withRatios(hr, hc)).sigmoid).toBeCloseTo(-beta * (hc - hr), 9);
      }),
    );
  });

  it('robust is unbiased: (1−ε)·rDPO(m) + ε·rDPO(−m) = DPO(m)', () => {
    fc.assert(
      fc.property(ratio, ratio, fc.double({ min: 0, max: 0.45, noNaN: true }), (hc, hr, e) => {
        const right = losses(withRatios(hc, hr), { labelSmoothing: e }).robust;
        const flipped = losses(withRatios(hr, hc), { labelSmoothing: e }).robust;
        expect((1 - e) * right + e * flipped).toBeCloseTo(losses(withRatios(hc, hr)).sigmoid, 8);
      }),
    );
  });

  it('ε = 0 makes cdpo and robust equal to sigmoid', () => {
    const all = losses(worked, { labelSmoothing: 0 });
    expect(all.cdpo).toBe(all.sigmoid);
    expect(all.robust).toBe(all.sigmoid);
  });

  it('cdpo is least at m = ln((1−ε)/ε)', () => {
    const at = (m: number) => losses(withRatios(m / 0.1, 0), { labelSmoothing: 0.2 }).cdpo;
    const best = Math.log(0.8 / 0.2);
    expect(best).toBeCloseTo(1.386294, 6);
    expect(at(best)).toBeLessThan(at(best + 0.01));
    expect(at(best)).toBeLessThan(at(best - 0.01));
  });

  it('adding a constant to the policy on both sides leaves sigmoid, hinge and summed ipo alone, but not nca, bco, sppo, apo', () => {
    const [before, after] = [losses(worked), losses(withRatios(5 + 3, -6 + 3))];
    for (const name of ['sigmoid', 'hinge', 'ipo_sum'] as const) expect(after[name]).toBeCloseTo(before[name], 12);
    for (const name of ['nca_pair', 'bco_pair', 'sppo_hard', 'apo_zero', 'apo_down'] as const) {
      expect(Math.abs(after[name] - before[name])).toBeGreaterThan(1e-3);
    }
  });

  it('LD-DPO with alpha 1, or with equal lengths, is DPO', () => {
    expect(losses(worked, { lengthDesensitizedAlpha: 1 }).ld_dpo).toBeCloseTo(losses(worked).sigmoid, 12);
    for (const lengthDesensitizedAlpha of [0, 0.3, 1]) {
      expect(losses(withRatios(5, -6), { lengthDesensitizedAlpha }).ld_dpo).toBeCloseTo(losses(worked).sigmoid, 12);
    }
  });

  it('f-divergence deltas for h = 0.5 and −0.6', () => {
    const delta = (name: Parameters<typeof fDivergenceScore>[0], alpha?: number) => fDivergenceScore(name, 0.5, alpha) - fDivergenceScore(name, -0.6, alpha);
    expect(delta('reverse_kl')).toBeCloseTo(1.1, 9);
    expect(delta('forward_kl')).toBeCloseTo(1.215588, 6);
    expect(delta('js_divergence')).toBeCloseTo(0.563411, 6);
    expect(delta('alpha_divergence', 0.5)).toBeCloseTo(1.142116, 6);
    expect(delta('alpha_divergence', 1 - 1e-6)).toBeCloseTo(1.1, 5);
  });
});

describe('figures that do not exist', () => {
  it('without a reference only the reference-free losses are given', () => {
    const given = pairLosses({ ...worked, chosenLogRatio: null, rejectedLogRatio: null, chosenSharedLengthLogRatio: null, rejectedSharedLengthLogRatio: null }, defaultScoringSettings);
    const known = Object.entries(given).filter(([, loss]) => loss !== null).map(([name]) => name);
    expect(known.sort()).toEqual(['orpo', 'sft', 'simpo']);
  });

  it('losses that average over no token are null, the others stay', () => {
    const given = pairLosses({ ...worked, rejectedLength: 0 }, defaultScoringSettings);
    for (const name of ['ipo', 'sigmoid_norm', 'simpo', 'orpo'] as const) expect(given[name]).toBeNull();
    expect(given.sigmoid).toBeCloseTo(0.287335, 6);
  });

  it('never infinite or NaN, however far apart the models are', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e5, max: 1e5, noNaN: true }), fc.double({ min: -1e5, max: 1e5, noNaN: true }), (hc, hr) => {
        for (const loss of Object.values(pairLosses(withRatios(hc, hr), defaultScoringSettings))) {
          expect(loss === null || Number.isFinite(loss)).toBe(true);
        }
      }),
    );
  });
});
