import { openDatasetReader } from '../../../core/dataset/openDatasetReader';
import { pairContentKey } from '../../../core/dataset/pairContentKey';
import { RecentPlaces } from '../../../core/dataset/rowPlaces';
import type { Finding } from '../../../core/noise/finding';
import { rowHash } from '../../../io/rowHash';
import { readingOptionsFor } from '../../configuration/readingOptionsFor';
import { openDocument } from '../../documents/datasetFiles';
import { TimeSlices } from '../../scoring/timeSlices';
import type { EditorServices } from '../../services';
import type { FileFindings } from '../fileFindings';
import { FindingPlaces } from '../findingPlaces';
import { slicedSource } from '../slicedSource';

/** The hash of the content of each finding's pair, in the order of the findings; undefined where the pair cannot be read any more. */
export async function findingHashes(services: EditorServices, findings: FileFindings, signal: AbortSignal): Promise<readonly (string | undefined)[]> {
  const document = openDocument(findings.uri);
  const places = document && FindingPlaces.of(document, findings);
  const known = places ? await documentHashes(places, findings.report.findings) : [undefined];
  // A pair that spans rows cannot be read from one of them alone.
  if (document?.isDirty || !known.includes(undefined)) return known;
  const byPair = await diskHashes(services, findings, signal);
  return findings.report.findings.map(({ row, pair }) => byPair.get(`${String(row)} ${String(pair)}`));
}

async function documentHashes(places: FindingPlaces, findings: readonly Finding[]): Promise<readonly (string | undefined)[]> {
  const slices = new TimeSlices();
  const hashes: (string | undefined)[] = [];
  for (const finding of findings) {
    const pair = places.pairOf(finding);
    hashes.push(pair && rowHash(pairContentKey(pair.texts)));
    await slices.yieldIfSpent();
  }
  return hashes;
}

async function diskHashes({ changes, openDataset }: EditorServices, { uri, report }: FileFindings, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const wanted = new Set(report.findings.map(({ row }) => row));
  const hashes = new Map<string, string>();
  const source = slicedSource(await changes.changed(uri, await openDataset(uri, signal)));
  try {
    const reader = await openDatasetReader(source, readingOptionsFor(uri), signal);
    const places = new RecentPlaces();
    for await (const locations of source.locate(signal)) {
      for (const location of locations) {
        places.add(location);
        if (!wanted.has(location.row)) continue;
        const read = await reader.read(source, location, places.at);
        for (const pair of read.kind === 'read' ? read.pairs : []) hashes.set(`${String(pair.row)} ${String(pair.pair)}`, rowHash(pairContentKey(pair.texts)));
      }
    }
  } finally {
    await source.close();
  }
  return hashes;
}
