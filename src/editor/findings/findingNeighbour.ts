import type { Finding } from '../../core/noise/finding';

/**
 * The finding that follows a row in the file, or precedes it; beyond the ends it goes on from the other one. Findings of one row
 * count as one stop. One pass without sorting. Undefined where there is none.
 */
export function findingNeighbour(findings: readonly Finding[], from: number | undefined, direction: 'next' | 'previous'): Finding | undefined {
  const sign = direction === 'next' ? 1 : -1;
  let [best, first]: (Finding | undefined)[] = [];
  for (const finding of findings) {
    if (first === undefined || sign * (finding.row - first.row) < 0) first = finding;
    const isBeyond = from === undefined || sign * (finding.row - from) > 0;
    if (isBeyond && (best === undefined || sign * (finding.row - best.row) < 0)) best = finding;
  }
  return best ?? first;
}
