import type { Finding } from '../finding';
import type { FindingSeverity } from '../findingCodes';
import type { RankedFinding } from './modelFindings';

const weights: Readonly<Record<FindingSeverity, number>> = { error: 0, warning: 1, information: 2 };

/** The most severe first, of equal severity the most certain, of equal certainty in file order. */
export function rankFindings(findings: readonly RankedFinding[]): readonly Finding[] {
  return [...findings]
    .sort(
      (a, b) =>
        weights[a.finding.severity] - weights[b.finding.severity] || b.certainty - a.certainty || a.finding.row - b.finding.row || a.finding.pair - b.finding.pair,
    )
    .map(({ finding }) => finding);
}
