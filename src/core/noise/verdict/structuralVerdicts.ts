import type { Finding } from '../finding';
import type { FindingCode } from '../findingCodes';
import { VerdictTable } from './verdictTable';
import type { PairTable } from './pairTable';

/** Findings after which nothing can be learned from a pair, whichever way it is labelled. */
const spoiling: ReadonlySet<FindingCode> = new Set<FindingCode>(['identical-responses', 'empty-chosen']);
/** Findings by which either label may be right. */
const undecided: ReadonlySet<FindingCode> = new Set<FindingCode>(['contradictory-pair']);

/** Verdicts by texts alone. */
export function structuralVerdicts(pairs: PairTable, findings: readonly Finding[]): VerdictTable {
  const verdicts = new VerdictTable(pairs);
  for (const { row, pair, code } of findings) {
    const index = pairs.indexOf(row, pair);
    if (index === undefined) continue;
    if (spoiling.has(code)) verdicts.set(index, 'unusable');
    else if (undecided.has(code)) verdicts.set(index, 'ambiguous');
  }
  return verdicts;
}
