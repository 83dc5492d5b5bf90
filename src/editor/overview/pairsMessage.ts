import type { Finding } from '../../core/noise/finding';
import type { OverviewSource } from '../../core/overview/buildOverview';
import type { PairColumns } from '../../core/overview/pairColumns';
import { overviewProtocolVersion as version, type ToOverview } from '../../shared/overviewProtocol';
import type { TimeSlices } from '../scoring/timeSlices';

type PairsMessage = Extract<ToOverview, { type: 'pairs' }>;

const findingsAtOnce = 1024;

/** Columns, labels and findings of all pairs, as bytes. */
export async function pairsMessage(generation: number, { columns, labels, report }: OverviewSource, slices: TimeSlices): Promise<PairsMessage> {
  return {
    version,
    type: 'pairs',
    generation,
    pairs: owned(columns),
    labels: labels.map(({ label, values, codes }) => ({ label, values: [...values], codes: codes.slice() })),
    findings: report ? await placesByCode(report.findings, columns, slices) : [],
  };
}

/** Views into a larger buffer would take all of it along. */
function owned({ length, row, pair, rewardMargin, likelihoodMargin, lengthNormalizedChes, displacement, lengthDifference, probabilityWrong, verdict }: PairColumns): PairsMessage['pairs'] {
  return {
    length,
    row: row.slice(),
    pair: pair.slice(),
    rewardMargin: rewardMargin.slice(),
    likelihoodMargin: likelihoodMargin.slice(),
    lengthNormalizedChes: lengthNormalizedChes.slice(),
    displacement: displacement.slice(),
    lengthDifference: lengthDifference.slice(),
    probabilityWrong: probabilityWrong.slice(),
    verdict: verdict.slice(),
  };
}

async function placesByCode(findings: readonly Finding[], columns: PairColumns, slices: TimeSlices): Promise<PairsMessage['findings']> {
  const places = new Map<string, number[]>();
  for (const [number, { row, pair, code }] of findings.entries()) {
    if (number % findingsAtOnce === 0) await slices.yieldIfSpent();
    const place = placeOf(columns, row, pair);
    if (place === undefined) continue;
    const known = places.get(code);
    if (known) known.push(place);
    else places.set(code, [place]);
  }
  return Array.from(places, ([code, found]) => ({ code, places: Uint32Array.from(new Set(found)).sort() }));
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
