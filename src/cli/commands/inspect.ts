import path from 'node:path';

import { openDatasetReader } from '../../core/dataset/openDatasetReader';
import { summarizeDataset } from '../../core/dataset/summarizeDataset';
import { containerName } from '../../app/records/containerName';
import { ContentHashes } from '../../core/edits/changeList/contentHashes';
import { SilencedFindings } from '../../core/edits/changeList/silencedFindings';
import { ChangeListFile } from '../../io/changes/changeListFile';
import { contentHash } from '../../io/contentHash';
import { rowHash } from '../../io/rowHash';
import { exitStatus } from '../exitStatus';
import { inspectRecord } from '../../app/records/inspectRecord';
import { inspectReport } from '../reporters/inspectReport';
import { readingFlags, type ReadingFlags } from './readingFlags';
import { UsageError } from '../usageError';
import { openDataset, type DatasetFlags } from './openDataset';

export interface InspectFlags extends DatasetFlags, ReadingFlags {
  readonly format?: string;
}

/** `preflens inspect FILE`: what the file is, without any model. Resolves to the exit status. */
export async function inspect(file: string, flags: InspectFlags, signal: AbortSignal): Promise<number> {
  const format = flags.format ?? (process.stdout.isTTY ? 'text' : 'json');
  if (format !== 'json' && format !== 'text') throw new UsageError(`--format takes json or text, not "${format}".`);
  const source = await openDataset(file, flags, signal);
  try {
    const reader = await openDatasetReader(source, readingFlags(flags), signal);
    const { list } = await new ChangeListFile(file).read();
    const silences = new ContentHashes(new SilencedFindings(list.silences), rowHash);
    const summary = await summarizeDataset(source, reader, contentHash, signal, silences);
    const record = inspectRecord(path.normalize(file), containerName(source.container), { detection: reader.detection, summary });
    process.stdout.write(format === 'json' ? `${JSON.stringify(record, null, 2)}\n` : inspectReport(record));
    return exitStatus.done;
  } finally {
    await source.close();
  }
}
