import type { Steps } from '../steps';
import type { Finding } from '../finding';
import type { FindingSeverity } from '../findingCodes';
import type { RankedFinding } from './modelFindings';

const weights: Readonly<Record<FindingSeverity, number>> = { error: 0, warning: 1, information: 2 };

/** Sorted in one go; longer lists are merged from such pieces. */
const sortedAtOnce = 4096;

/** The most severe first, of equal severity the most certain, of equal certainty in file order. */
export function* rankFindings(findings: readonly RankedFinding[]): Steps<readonly Finding[]> {
  const ranked = yield* inOrder(findings);
  return ranked.map(({ finding }) => finding);
}

function* inOrder(findings: readonly RankedFinding[]): Steps<readonly RankedFinding[]> {
  yield;
  if (findings.length <= sortedAtOnce) return [...findings].sort(compare);
  const middle = findings.length >> 1;
  return yield* merged(yield* inOrder(findings.slice(0, middle)), yield* inOrder(findings.slice(middle)));
}

/** Of equals those of the first list come first, as a stable sort has them. */
function* merged(first: readonly RankedFinding[], second: readonly RankedFinding[]): Steps<readonly RankedFinding[]> {
  const all: RankedFinding[] = [];
  for (let [left, right] = [0, 0]; left + right < first.length + second.length; ) {
    if (all.length % sortedAtOnce === 0) yield;
    const [a, b] = [first[left], second[right]];
    const next = a !== undefined && (b === undefined || compare(a, b) <= 0) ? a : b;
    if (next === a) left++;
    else right++;
    if (next) all.push(next);
  }
  return all;
}

function compare(a: RankedFinding, b: RankedFinding): number {
  return weights[a.finding.severity] - weights[b.finding.severity] || b.certainty - a.certainty || a.finding.row - b.finding.row || a.finding.pair - b.finding.pair;
}
