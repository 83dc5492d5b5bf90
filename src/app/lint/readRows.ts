import type { DatasetReader } from '../../core/dataset/datasetReader';
import { RecentPlaces } from '../../core/dataset/rowPlaces';
import { CancelledError } from '../../core/errors';
import type { ReadRow, UnreadableRow } from '../../core/dataset/preferencePair';
import type { CancellationSignal, RowSource } from '../../core/ports';
import type { LintProgress } from './lintProgress';

export interface ReadRowsOptions {
  readonly signal?: CancellationSignal | undefined;
  readonly onProgress?: ((progress: LintProgress) => void) | undefined;
}

/** What there was besides. */
export interface RowCensus {
  readonly rows: number;
  readonly unreadable: readonly UnreadableRow[];
}

/** Goes through all rows of a file that can be read, in order. Rejects as lintDataset does. */
export async function readRows(source: RowSource, reader: DatasetReader, add: (row: ReadRow) => void, { signal, onProgress }: ReadRowsOptions): Promise<RowCensus> {
  const places = new RecentPlaces();
  const unreadable: UnreadableRow[] = [];
  let rows = 0;
  for await (const locations of source.locate(signal)) {
    for (const location of locations) {
      if (signal?.aborted === true) break;
      const row = await reader.read(source, location, places.at);
      places.add(location);
      rows++;
      if (row.kind === 'read') add(row);
      else unreadable.push(row.unreadable);
    }
    onProgress?.({ phase: 'reading', rows, totalRows: null });
  }
  if (signal?.aborted === true) throw new CancelledError('Linting was stopped.');
  return { rows, unreadable };
}
