import type { RecentPlaces } from '../core/dataset/rowPlaces';
import type { RowSource, CancellationSignal, RowLocation } from '../core/ports';

/** Rows `first` to `last`, 0-based and inclusive. */
export interface RowRange {
  readonly first: number;
  readonly last: number;
}

/** Places of all rows of a dataset, or of a range of them, as they are found. `passed` is told of all of them. */
export async function* locateRows(source: RowSource, range?: RowRange, signal?: CancellationSignal, passed?: RecentPlaces): AsyncGenerator<RowLocation> {
  for await (const chunk of source.locate(signal)) {
    for (const location of chunk) {
      if (range && location.row > range.last) return;
      passed?.add(location);
      if (!range || location.row >= range.first) yield location;
    }
  }
}
