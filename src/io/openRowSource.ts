import { stat } from 'node:fs/promises';
import path from 'node:path';

import type { RowSource } from '../core/ports';
import { CacheFolder } from './cacheFolder';
import { datasetFolderFiles } from './datasetFolder';
import { FileBytes } from './fileBytes';
import { LocationCache } from './locationCache';
import { packingOf } from './packingOf';
import { ParquetRowSource } from './parquet/parquetRowSource';
import { refuseForeignFormat } from './refuseForeignFormat';
import { ShardedRowSource } from './shardedRowSource';
import { TextRowSource } from './textRowSource';
import { unreadableFile } from './unreadableFile';
import { UnpackedFiles } from './unpackedFiles';
import { userCacheFolder } from './userCacheFolder';

export interface OpenRowSourceOptions {
  /** Which split of a folder, or which list of a JSON file, where there are several. */
  readonly split?: string | undefined;
  /** Bytes that a compressed file may have once it is unpacked. */
  readonly maximalUnpackedBytes?: number | undefined;
  /** Where unpacked files and places of rows are kept; the user's cache folder unless told. */
  readonly cacheFolder?: string | undefined;
  /** The bundled Parquet worker; without it Parquet is decoded in this thread. */
  readonly parquetWorkerFile?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

const gibibyte = 1024 ** 3;
export const defaultMaximalUnpackedBytes = 16 * gibibyte;
const probeBytes = 4096;

const indexLimits = { totalBytes: gibibyte, days: 60 };
const unpackedLimits = { totalBytes: 24 * gibibyte, days: 14 };

interface Caches {
  readonly unpacked: UnpackedFiles;
  readonly locations: LocationCache;
}

/** One for each folder: who unpacks a file must know who else does. */
const cachesOf = new Map<string, Caches>();

/**
 * Opens a dataset, by what it holds and not only by its name: JSON Lines, JSON, CSV, TSV, Parquet, any of these in gzip, text in
 * UTF-16, or a folder of shards. Throws UnreadableFileError, which says what to do, for all else, and CancelledError.
 */
export async function openRowSource(file: string, options: OpenRowSourceOptions = {}): Promise<RowSource> {
  const stats = await stat(file).catch((error: unknown) => {
    throw unreadableFile(file, error);
  });
  if (!stats.isDirectory()) return openFile(file, options);
  const files = await datasetFolderFiles(file, options.split);
  const open = (shard: string): Promise<RowSource> => openFile(shard, { ...options, split: undefined });
  return new ShardedRowSource(files, await open(files[0] ?? ''), open);
}

async function openFile(file: string, options: OpenRowSourceOptions): Promise<RowSource> {
  const caches = cachesIn(options.cacheFolder ?? userCacheFolder());
  const stored = new FileBytes(file);
  await stored.identify();
  const packing = packingOf(await stored.head(0, probeBytes));
  const limits = { maximalBytes: options.maximalUnpackedBytes ?? defaultMaximalUnpackedBytes };
  const bytes = packing === undefined ? stored : await caches.unpacked.open(stored, packing, limits, options.signal);
  await bytes.identify();
  const head = await bytes.head(0, probeBytes);
  const compression = packing === 'gzip' ? 'gzip' : null;
  if (head.subarray(0, 4).toString('latin1') === 'PAR1') return ParquetRowSource.open(bytes, { compression, workerFile: options.parquetWorkerFile });
  refuseForeignFormat(file, head);
  return TextRowSource.open(bytes, { name: nameOf(file), compression, locations: caches.locations, split: options.split });
}

function nameOf(file: string): string {
  return path.basename(file).replace(/\.(gz|gzip)$/i, '');
}

function cachesIn(folder: string): Caches {
  const known = cachesOf.get(folder);
  if (known !== undefined) return known;
  const caches = {
    unpacked: new UnpackedFiles(new CacheFolder(path.join(folder, 'unpacked'), unpackedLimits)),
    locations: new LocationCache(new CacheFolder(path.join(folder, 'rows'), indexLimits)),
  };
  cachesOf.set(folder, caches);
  return caches;
}
