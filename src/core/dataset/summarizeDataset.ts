import type { ContentHashes } from '../edits/changeList/contentHashes';
import { CancelledError } from '../errors';
import { loadTextLibraries } from '../noise/structural/textLibraries';
import type { RowSource, CancellationSignal } from '../ports';
import { DatasetSummarizer, type DatasetSummary } from './datasetSummarizer';
import type { DatasetReader } from './datasetReader';
import { RecentPlaces } from './rowPlaces';

/**
 * Reads a whole dataset once and sums it up. `hash` shortens content keys (see DatasetSummarizer); findings that `silences` knows are left out. Rejects with
 * UnreadableFileError, FileChangedError, or CancelledError when the signal is aborted.
 */
export async function summarizeDataset(
  source: RowSource,
  reader: DatasetReader,
  hash: (text: string) => string,
  signal?: CancellationSignal,
  silences?: ContentHashes,
): Promise<DatasetSummary> {
  const summarizer = new DatasetSummarizer(hash, silences, await loadTextLibraries());
  const places = new RecentPlaces();
  for await (const locations of source.locate(signal)) {
    for (const location of locations) {
      if (signal?.aborted === true) break;
      summarizer.add(await reader.read(source, location, places.at));
      places.add(location);
    }
  }
  if (signal?.aborted === true) throw new CancelledError('Reading the dataset was stopped.');
  return summarizer.summary();
}
