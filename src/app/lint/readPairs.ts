import type { DatasetReader } from '../../core/dataset/datasetReader';
import { RecentPlaces } from '../../core/dataset/rowPlaces';
import { CancelledError } from '../../core/errors';
import type { PreferencePair, UnreadableRow } from '../../core/dataset/preferencePair';
import type { CancellationSignal, RowSource } from '../../core/ports';
import type { LintProgress } from './lintProgress';

export interface ReadPairsOptions {
  readonly signal?: CancellationSignal | undefined;
  readonly onProgress?: ((progress: LintProgress) => void) | undefined;
}

export interface ReadRows {
  readonly rows: number;
  readonly unreadable: readonly UnreadableRow[];
}

/** Goes through all pairs of a file in its order; resolves to what its rows are. Rejects as lintDataset does. */
export async function readPairs(source: RowSource, reader: DatasetReader, add: (pair: PreferencePair) => void, { signal, onProgress }: ReadPairsOptions): Promise<ReadRows> {
  const places = new RecentPlaces();
  const unreadable: UnreadableRow[] = [];
  let rows = 0;
  for await (const locations of source.locate(signal)) {
    for (const location of locations) {
      if (signal?.aborted === true) break;
      const row = await reader.read(source, location, places.at);
      places.add(location);
      rows++;
      if (row.kind === 'unreadable') unreadable.push(row.unreadable);
      for (const pair of row.kind === 'read' ? row.pairs : []) add(pair);
    }
    onProgress?.({ phase: 'reading', rows, totalRows: null });
  }
  if (signal?.aborted === true) throw new CancelledError('Linting was stopped.');
  return { rows, unreadable };
}
