import { pairIdentity } from '../../core/compare/pairIdentity';
import type { ScoreSet } from '../../core/compare/scoreSet';
import { ScoreSetBuilder } from '../../core/compare/scoreSetBuilder';
import type { DatasetReader } from '../../core/dataset/datasetReader';
import { RecentPlaces } from '../../core/dataset/rowPlaces';
import { CancelledError } from '../../core/errors';
import type { CancellationSignal, RowSource } from '../../core/ports';
import { locateRows } from '../locateRows';

/** The pairs of a dataset without figures: what a file of scores needs to be matched by content. Asks no model. */
export async function collectTexts(source: RowSource, reader: DatasetReader, signal: CancellationSignal): Promise<ScoreSet> {
  const builder = new ScoreSetBuilder();
  const passed = new RecentPlaces();
  for await (const location of locateRows(source, undefined, signal, passed)) {
    if (signal.aborted) throw new CancelledError('Comparing was stopped.');
    const row = await reader.read(source, location, passed.at);
    if (row.kind === 'read') for (const pair of row.pairs) builder.add(pair, null, pairIdentity(pair.texts));
  }
  return builder.build();
}
