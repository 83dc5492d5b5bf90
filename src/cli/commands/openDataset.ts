import type { RowSource } from '../../core/ports';
import { defaultMaximalUnpackedBytes, openRowSource } from '../../io/openRowSource';
import { installation } from '../installation';
import { numberFlag } from './scoreOptions';

const gibibyte = 1024 ** 3;

/** Flags that say how a dataset is opened. */
export interface DatasetFlags {
  readonly split?: string;
  readonly maxUnpacked?: string;
}

/** What the flags default to, as commander shows it. */
export const defaultMaxUnpacked = String(defaultMaximalUnpackedBytes / gibibyte);

/** Rejects with UsageError, UnreadableFileError or CancelledError. */
export function openDataset(file: string, { split, maxUnpacked = defaultMaxUnpacked }: DatasetFlags, signal: AbortSignal): Promise<RowSource> {
  const maximalUnpackedBytes = numberFlag('max-unpacked', maxUnpacked, (value) => value > 0, 'a number of GiB above 0') * gibibyte;
  return openRowSource(file, { split, maximalUnpackedBytes, parquetWorkerFile: installation.parquetWorkerFile, signal });
}
