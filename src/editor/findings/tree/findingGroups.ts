import type { Finding } from '../../../core/noise/finding';
import type { FindingCode, FindingSeverity } from '../../../core/noise/findingCodes';

/** How the list of findings is cut and ordered. */
export interface FindingsView {
  readonly severities: readonly FindingSeverity[];
  /** `rank`: the most certain and severe first; `row`: as in the file. */
  readonly order: 'rank' | 'row';
}

export const wholeView: FindingsView = { severities: ['error', 'warning', 'information'], order: 'rank' };

/** The findings of one code, in the order of the view. */
export interface FindingGroup {
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  readonly findings: readonly Finding[];
}

const severityRank: Readonly<Record<FindingSeverity, number>> = { error: 0, warning: 1, information: 2 };

/** Groups by code: the severest first, among equals the more frequent, then by name. `findings` come ranked. */
export function findingGroups(findings: readonly Finding[], { severities, order }: FindingsView): readonly FindingGroup[] {
  const byCode = new Map<FindingCode, Finding[]>();
  for (const finding of findings) {
    if (!severities.includes(finding.severity)) continue;
    const known = byCode.get(finding.code);
    if (known === undefined) byCode.set(finding.code, [finding]);
    else known.push(finding);
  }
  const groups = Array.from(byCode, ([code, group]) => ({ code, severity: severest(group), findings: order === 'row' ? group.sort(byPlace) : group }));
  return groups.sort(
    (first, second) => severityRank[first.severity] - severityRank[second.severity] || second.findings.length - first.findings.length || first.code.localeCompare(second.code),
  );
}

export function byPlace(first: Pick<Finding, 'row' | 'pair'>, second: Pick<Finding, 'row' | 'pair'>): number {
  return first.row - second.row || first.pair - second.pair;
}

function severest(findings: readonly Finding[]): FindingSeverity {
  return findings.reduce<FindingSeverity>((worst, { severity }) => (severityRank[severity] < severityRank[worst] ? severity : worst), 'information');
}
