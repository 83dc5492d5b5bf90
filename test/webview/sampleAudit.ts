import type { AuditedRate } from '../../src/core/noise/lintReport';

/** Seventeen of sixty pairs are decided, three of them wrong. */
export function sampleAudit(part: Partial<AuditedRate> = {}): AuditedRate {
  return { seed: 1, pairs: 5000, sampled: 60, right: 14, wrong: 3, mended: 0, unusable: 0, unsure: 0, open: 43, sawEvidence: 0, rate: { estimate: 3 / 17, low: 0.0384, high: 0.434 }, more: 220, ...part };
}

/** All are decided. */
export const finishedAudit: AuditedRate = sampleAudit({ right: 52, wrong: 6, unusable: 1, unsure: 1, open: 0, rate: { estimate: 6 / 58, low: 0.039, high: 0.2112 }, more: 110 });
