import type { AuditedRate } from '../../core/noise/lintReport';

/** The rate by pairs that somebody looked at, in a few words. */
export function auditedRateWords({ rate, right, wrong, mended, open, sampled }: AuditedRate): string {
  if (rate === null) return `none of ${String(sampled)} pairs drawn at random is decided yet`;
  const told = right + wrong + mended;
  const rest = open > 0 ? `; ${String(open)} of ${String(sampled)} are open` : '';
  return `by ${String(told)} reviewed pairs drawn at random ${percent(rate.estimate)} (${percent(rate.low)} to ${percent(rate.high)})${rest}`;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}
