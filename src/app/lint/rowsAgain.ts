import type { DatasetReader } from '../../core/dataset/datasetReader';
import type { DatasetRow } from '../../core/dataset/preferencePair';
import { RecentPlaces } from '../../core/dataset/rowPlaces';
import { CancelledError } from '../../core/errors';
import type { CancellationSignal, RowContent, RowLocation, RowSource } from '../../core/ports';

/** A row with everything that is known of its place. */
export interface RowAgain {
  readonly location: RowLocation;
  readonly content: RowContent;
  readonly row: DatasetRow;
}

/** Reads some rows of a dataset once more, in file order: reports name rows, and hold no texts. */
export async function* rowsAgain(source: RowSource, reader: DatasetReader, rows: ReadonlySet<number>, signal?: CancellationSignal): AsyncGenerator<RowAgain> {
  const places = new RecentPlaces();
  let left = rows.size;
  for await (const chunk of source.locate(signal)) {
    for (const location of chunk) {
      if (left === 0) return;
      if (signal?.aborted === true) throw new CancelledError('Linting was stopped.');
      if (rows.has(location.row)) {
        left--;
        yield { location, content: await source.read(location), row: await reader.read(source, location, places.at) };
      }
      places.add(location);
    }
  }
}
