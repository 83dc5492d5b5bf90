import type { Comparison } from '../../core/compare/comparison';
import { comparisonRecord } from '../../core/compare/comparisonRecord';
import type { Steps } from '../../core/noise/steps';
import type { CompareView } from '../../shared/compareProtocol';
import type { LoadedSide } from './loadSide';

/** The lists of the page hold so many pairs; the record for programs comes from the command line. */
const listedPairs = 10_000;

/** A comparison as its page takes it. Each column is copied: what it is a view of would go along. */
export function* compareView(first: LoadedSide, second: LoadedSide, comparison: Comparison): Steps<CompareView> {
  const { columns, flips, ranks } = comparison;
  return {
    firstName: first.name,
    secondName: second.name,
    record: comparisonRecord(comparison, { first: first.about, second: second.about }, 0),
    pairs: {
      length: columns.length,
      first: yield* copied(Float32Array, columns.first),
      second: yield* copied(Float32Array, columns.second),
      swapped: yield* copied(Uint8Array, columns.swapped),
      row: yield* copied(Uint32Array, columns.row),
      pair: yield* copied(Uint16Array, columns.pair),
      secondRow: yield* copied(Uint32Array, columns.secondRow),
      rankFirst: yield* copied(Float32Array, ranks.first),
      rankSecond: yield* copied(Float32Array, ranks.second),
    },
    flips: flips.slice(0, listedPairs),
    rankChanges: ranks.order.slice(0, listedPairs),
  };
}

function* copied<Column>(kind: new (values: ArrayLike<number>) => Column, values: ArrayLike<number>): Steps<Column> {
  yield;
  return new kind(values);
}
