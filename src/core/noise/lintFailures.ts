import type { FailureLevel } from './config/lintConfig';
import type { FindingSeverity } from './findingCodes';
import type { AuditedRate, Interval, LintReport } from './lintReport';
import { isPreciseRate } from './rate/isPreciseRate';

const levels: readonly FindingSeverity[] = ['error', 'warning', 'information'];

export interface LintLimits {
  readonly failOn: FailureLevel;
  /** Share of wrong labels, 0..1; null: none. */
  readonly maxNoise: number | null;
}

/** Why a file does not pass, one plain sentence each; none where it passes. A row that cannot be read counts as an error. */
export function lintFailures(report: Pick<LintReport, 'findings' | 'unreadable' | 'page'>, { failOn, maxNoise }: LintLimits): readonly string[] {
  return [...severityFailures(report, failOn), ...(maxNoise === null ? [] : noiseFailures(report.page, maxNoise))];
}

function severityFailures({ findings, unreadable }: Pick<LintReport, 'findings' | 'unreadable'>, failOn: FailureLevel): readonly string[] {
  if (failOn === 'never') return [];
  const failing = new Set<FindingSeverity>(levels.slice(0, levels.indexOf(failOn) + 1));
  const found = findings.filter(({ severity }) => failing.has(severity)).length;
  const sentences = [
    found === 0 ? '' : `${counted(found, 'finding is', 'findings are')} of severity ${failOn}${failOn === 'error' ? '' : ' or above'}.`,
    unreadable.length === 0 ? '' : `${counted(unreadable.length, 'row', 'rows')} cannot be read.`,
  ];
  return sentences.filter((sentence) => sentence !== '');
}

type Rates = Pick<LintReport['page'], 'noiseRate' | 'noiseRateReason' | 'auditedRate'>;

/** A limit that cannot be checked is not held: a build must not pass because nothing could be measured. */
function noiseFailures({ noiseRate, noiseRateReason, auditedRate }: Rates, maxNoise: number): readonly string[] {
  const audited = auditedRate?.rate ?? null;
  if (auditedRate && audited && isTold(audited, noiseRate)) return auditFailures(auditedRate, audited, maxNoise);
  if (noiseRate === null) return [`The noise rate could not be told, so the limit of ${percent(maxNoise)} is not held: ${noiseRateReason}`];
  if (!isPreciseRate(noiseRate)) return imprecise(noiseRate, maxNoise);
  if (noiseRate.estimate <= maxNoise) return [];
  return [`The noise rate is estimated at ${percent(noiseRate.estimate)} (95 % interval ${percent(noiseRate.low)} to ${percent(noiseRate.high)}), above the limit of ${percent(maxNoise)}.`];
}

/** What people found rests on nothing but their word; before it says much, evidence may say more. */
function isTold(audited: Interval, noiseRate: Interval | null): boolean {
  return noiseRate === null || isPreciseRate(audited) || audited.high - audited.low <= noiseRate.high - noiseRate.low;
}

function auditFailures({ right, wrong, mended }: AuditedRate, rate: Interval, maxNoise: number): readonly string[] {
  if (!isPreciseRate(rate)) return imprecise(rate, maxNoise);
  if (rate.estimate <= maxNoise) return [];
  const reviewed = counted(right + wrong + mended, 'reviewed pair', 'reviewed pairs');
  return [`By ${reviewed} drawn at random ${percent(rate.estimate)} of the labels are wrong (95 % interval ${percent(rate.low)} to ${percent(rate.high)}), above the limit of ${percent(maxNoise)}.`];
}

/** Where no one figure is given, the ends of the interval decide, or nobody can tell. */
function imprecise({ low, high }: Interval, maxNoise: number): readonly string[] {
  if (high <= maxNoise) return [];
  if (low > maxNoise) return [`At least ${percent(low)} of the labels are wrong (95 % interval up to ${percent(high)}), above the limit of ${percent(maxNoise)}.`];
  return [`From ${percent(low)} to ${percent(high)} of the labels may be wrong (95 % interval), so it cannot be told whether the limit of ${percent(maxNoise)} is held; better models, or pairs reviewed that were drawn at random, narrow that.`];
}

function counted(count: number, one: string, several: string): string {
  return `${String(count)} ${count === 1 ? one : several}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
