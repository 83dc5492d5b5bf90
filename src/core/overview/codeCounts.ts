import type { Finding } from '../noise/finding';
import { findingCodes, type FindingCode, type FindingSeverity } from '../noise/findingCodes';
import type { Steps } from '../noise/steps';
import type { CodeCount } from './overviewFigures';

const severityRank: Readonly<Record<FindingSeverity, number>> = { error: 0, warning: 1, information: 2 };
const findingsAtOnce = 8192;

/** Findings by code, the most frequent first, among equals by name; of each code the severest severity that it was given. */
export function* codeCounts(findings: readonly Finding[]): Steps<readonly CodeCount[]> {
  const counts = new Map<FindingCode, { severity: FindingSeverity; count: number }>();
  for (const [number, { code, severity }] of findings.entries()) {
    if (number % findingsAtOnce === 0) yield;
    const known = counts.get(code);
    if (!known) counts.set(code, { severity, count: 1 });
    else {
      known.count++;
      if (severityRank[severity] < severityRank[known.severity]) known.severity = severity;
    }
  }
  const all = Array.from(counts, ([code, { severity, count }]) => ({ code, title: findingCodes[code].title, severity, count }));
  return all.sort((first, second) => second.count - first.count || (first.code < second.code ? -1 : 1));
}
