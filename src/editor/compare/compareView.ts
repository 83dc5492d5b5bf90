import type { Comparison } from '../../core/compare/comparison';
import { comparisonRecord } from '../../core/compare/comparisonRecord';
import type { CompareView } from '../../shared/compareProtocol';
import type { LoadedSide } from './loadSide';

/** The lists of the page hold so many pairs; the record for programs comes from the command line. */
const listedPairs = 10_000;

/** A comparison as its page takes it. */
export function compareView(first: LoadedSide, second: LoadedSide, comparison: Comparison): CompareView {
  const { columns, flips, ranks } = comparison;
  return {
    firstName: first.name,
    secondName: second.name,
    record: comparisonRecord(comparison, { first: first.about, second: second.about }, 0),
    pairs: {
      length: columns.length,
      first: Float32Array.from(columns.first),
      second: Float32Array.from(columns.second),
      swapped: columns.swapped.slice(),
      row: columns.row.slice(),
      pair: columns.pair.slice(),
      secondRow: columns.secondRow.slice(),
      rankFirst: Float32Array.from(ranks.first),
      rankSecond: Float32Array.from(ranks.second),
    },
    flips: flips.slice(0, listedPairs),
    rankChanges: ranks.order.slice(0, listedPairs),
  };
}
