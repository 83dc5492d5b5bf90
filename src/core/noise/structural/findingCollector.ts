import type { PreferencePair } from '../../dataset/preferencePair';
import { severityOf, type FindingSettings } from '../config/findingSettings';
import type { Finding, FindingEvidence } from '../finding';
import type { FindingCode } from '../findingCodes';

export type PairPlace = Pick<PreferencePair, 'row' | 'line' | 'pair'>;

/**
 * Findings of a code that are kept where it is for information: what a whole file has in common is said by the number. Errors and warnings are all
 * kept, since rows are dropped and mended by them.
 */
const keptInformation = 100_000;

/** Keeps the findings whose code is not off. */
export class FindingCollector {
  readonly findings: Finding[] = [];
  private readonly counts = new Map<FindingCode, number>();
  private left = 0;

  constructor(private readonly settings: FindingSettings) {}

  isOn(code: FindingCode): boolean {
    return severityOf(this.settings, code) !== null;
  }

  report({ row, line, pair }: PairPlace, code: FindingCode, message: string, evidence: FindingEvidence): void {
    const severity = severityOf(this.settings, code);
    if (severity === null) return;
    const count = (this.counts.get(code) ?? 0) + 1;
    this.counts.set(code, count);
    if (severity === 'information' && count > keptInformation) this.left++;
    else this.findings.push({ row, line, pair, code, severity, message, evidence });
  }

  /** How many more findings there were than are kept. */
  get notKept(): number {
    return this.left;
  }
}
