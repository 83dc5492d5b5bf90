import { describe, expect, it } from 'vitest';

import { lintFailures } from '../../../src/core/noise/lintFailures';
import type { AuditedRate, FilePage, Interval } from '../../../src/core/noise/lintReport';

const reason = 'No model was asked.';
const failuresAt = (maxNoise: number, noiseRate: Interval | null, auditedRate: AuditedRate | null = null) =>
  lintFailures({ findings: [], unreadable: [], page: { noiseRate, noiseRateReason: reason, auditedRate } as FilePage }, { failOn: 'never', maxNoise });

describe('a limit of the noise rate', () => {
  it('is held against the estimate where one figure stands for the rate', () => {
    const rate = { estimate: 0.16, low: 0.1, high: 0.24 };
    expect(failuresAt(0.17, rate)).toEqual([]);
    expect(failuresAt(0.15, rate)).toEqual(['The noise rate is estimated at 16.0 % (95 % interval 10.0 % to 24.0 %), above the limit of 15.0 %.']);
  });

  it('is held against the ends where the interval is too wide for one figure', () => {
    const rate = { estimate: 0.12, low: 0.05, high: 0.31 };
    expect(failuresAt(0.31, rate)).toEqual([]);
    expect(failuresAt(0.04, rate)).toEqual(['At least 5.0 % of the labels are wrong (95 % interval up to 31.0 %), above the limit of 4.0 %.']);
    expect(failuresAt(0.15, rate)).toEqual([expect.stringMatching(/^From 5\.0 % to 31\.0 % of the labels may be wrong .* cannot be told whether the limit of 15\.0 % is held/)]);
  });

  it('is not held where only an upper end is known that lies above it, and held where that lies below', () => {
    const rate = { estimate: 0.02, low: 0, high: 0.435 };
    expect(failuresAt(0.1, rate)).toEqual([expect.stringContaining('cannot be told')]);
    expect(failuresAt(0.45, rate)).toEqual([]);
  });

  it('is not held where nothing is known, and says why', () => {
    expect(failuresAt(0.5, null)).toEqual([`The noise rate could not be told, so the limit of 50.0 % is not held: ${reason}`]);
  });

  it('is held against what people found in pairs drawn at random, where that says as much', () => {
    const audited = (wrong: number, right: number, low: number, high: number) => ({ right, wrong, mended: 0, rate: { estimate: wrong / (wrong + right), low, high } }) as AuditedRate;
    expect(failuresAt(0.15, null, audited(10, 90, 0.05, 0.17))).toEqual([]);
    expect(failuresAt(0.08, null, audited(10, 90, 0.05, 0.17))).toEqual([
      'By 100 reviewed pairs drawn at random 10.0 % of the labels are wrong (95 % interval 5.0 % to 17.0 %), above the limit of 8.0 %.',
    ]);
    const evidence = { estimate: 0.3, low: 0.22, high: 0.38 };
    expect(failuresAt(0.15, evidence, audited(10, 90, 0.05, 0.17))).toEqual([]);
    expect(failuresAt(0.15, evidence, audited(0, 5, 0, 0.52))).toEqual([expect.stringContaining('is estimated at 30.0 %')]);
    expect(failuresAt(0.15, null, audited(0, 5, 0, 0.52))).toEqual([expect.stringContaining('cannot be told')]);
  });
});
