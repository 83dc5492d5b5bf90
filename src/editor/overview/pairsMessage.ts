import type { Finding } from '../../core/noise/finding';
import type { Steps } from '../../core/noise/steps';
import type { OverviewSource } from '../../core/overview/buildOverview';
import type { PairColumns } from '../../core/overview/pairColumns';
import { overviewProtocolVersion as version, type ToOverview } from '../../shared/overviewProtocol';

type PairsMessage = Extract<ToOverview, { type: 'pairs' }>;

const findingsAtOnce = 1024;

/** Columns, labels and findings of all pairs, as bytes. */
export function* pairsMessage(generation: number, { columns, labels, report }: OverviewSource): Steps<PairsMessage> {
  return {
    version,
    type: 'pairs',
    generation,
    pairs: yield* owned(columns),
    labels: labels.map(({ label, values, codes }) => ({ label, values: [...values], codes: codes.slice() })),
    findings: report ? yield* placesByCode(report.findings, columns) : [],
  };
}

/** What the page shows of a pair. Views into a larger buffer would take all of it along, and go on changing while a file is scored. */
function* owned(columns: PairColumns): Steps<PairsMessage['pairs']> {
  return {
    length: columns.length,
    row: yield* copied(columns.row),
    pair: yield* copied(columns.pair),
    rewardMargin: yield* copied(columns.rewardMargin),
    likelihoodMargin: yield* copied(columns.likelihoodMargin),
    lengthNormalizedChes: yield* copied(columns.lengthNormalizedChes),
    displacement: yield* copied(columns.displacement),
    lengthDifference: yield* copied(columns.lengthDifference),
    verdict: yield* copied(columns.verdict),
  };
}

/** One column is some milliseconds of copying for a million pairs; all together would be felt. */
function* copied<Column extends { slice(): Copy }, Copy>(column: Column): Steps<Copy> {
  yield;
  return column.slice();
}

function* placesByCode(findings: readonly Finding[], columns: PairColumns): Steps<PairsMessage['findings']> {
  const places = new Map<string, Set<number>>();
  for (const [number, { row, pair, code }] of findings.entries()) {
    if (number % findingsAtOnce === 0) yield;
    const place = placeOf(columns, row, pair);
    if (place === undefined) continue;
    const known = places.get(code);
    if (known) known.add(place);
    else places.set(code, new Set([place]));
  }
  const found: PairsMessage['findings'] = [];
  for (const [code, known] of places) {
    yield;
    found.push({ code, places: Uint32Array.from(known).sort() });
  }
  return found;
}

/** By bisection: columns are in file order. */
function placeOf({ row: rows, pair: pairs, length }: PairColumns, row: number, pair: number): number | undefined {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] ?? 0) < row) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at < length && rows[at] === row; at++) if (pairs[at] === pair) return at;
  return undefined;
}
