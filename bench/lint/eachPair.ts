import path from 'node:path';

import type { DatasetReader } from '../../src/core/dataset/datasetReader';
import { openDatasetReader } from '../../src/core/dataset/openDatasetReader';
import type { PreferencePair } from '../../src/core/dataset/preferencePair';
import { RecentPlaces } from '../../src/core/dataset/rowPlaces';
import type { RowSource } from '../../src/core/ports';
import { openRowSource } from '../../src/io/openRowSource';

/** All pairs of a file in its order, read as the command line reads them. Resolves to the number of rows. */
export async function eachPair(file: string, visit: (pair: PreferencePair) => void): Promise<number> {
  const source = await openRowSource(file, { parquetWorkerFile: path.join(__dirname, 'parquetWorker.js') });
  try {
    return await visitRows(source, await openDatasetReader(source), visit);
  } finally {
    await source.close();
  }
}

async function visitRows(source: RowSource, reader: DatasetReader, visit: (pair: PreferencePair) => void): Promise<number> {
  const places = new RecentPlaces();
  let rows = 0;
  for await (const locations of source.locate()) {
    for (const location of locations) {
      const row = await reader.read(source, location, places.at);
      places.add(location);
      rows++;
      if (row.kind === 'read') for (const pair of row.pairs) visit(pair);
    }
  }
  return rows;
}
