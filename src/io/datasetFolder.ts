import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

import { UnreadableFileError } from '../core/errors';
import { unreadableFile } from './unreadableFile';

const datasetFile = /\.(jsonl|ndjson|json|csv|tsv|parquet|parq)(\.gz)?$/i;
/** Files of a dataset folder that describe it. */
const metadataFile = /^(dataset_infos?|dataset_dict|state|config|metadata|package|tsconfig)\.json$/i;
/** `train-00000-of-00012.parquet`, `test-00000-of-00001-abc123.parquet`, `default-train-…`. */
const shardName = /^(.+?)[-_.](\d{1,6})[-_]of[-_](\d{1,6})(?:[-_.][^.]*)?\.([a-z]+(?:\.gz)?)$/i;
const mostFiles = 10_000;

interface Shard {
  readonly file: string;
  readonly split: string;
  readonly number: number;
  /** How many there should be; 1 for a file that stands alone. */
  readonly count: number;
  readonly format: string;
}

/**
 * The files of a dataset folder, in order: the shards of one split, in the folder itself or in its `data` folder. Throws
 * UnreadableFileError where splits or formats are several, or a shard is missing.
 */
export async function datasetFolderFiles(folder: string, split?: string): Promise<readonly string[]> {
  const shards = await shardsIn(folder);
  const found = shards.length > 0 ? shards : await shardsIn(path.join(folder, 'data')).catch(() => []);
  if (found.length === 0) throw new UnreadableFileError(`${folder} is a folder without dataset files (.jsonl, .json, .csv, .tsv, .parquet); give the path of a file.`);
  const chosen = oneSplit(folder, found, split);
  const formats = new Set(chosen.map(({ format }) => format));
  if (formats.size > 1) throw new UnreadableFileError(`${folder} holds files of several formats (${[...formats].join(', ')}); give the path of one of them.`);
  refuseGaps(folder, chosen);
  return chosen.sort((a, b) => a.number - b.number || (a.file < b.file ? -1 : 1)).map(({ file }) => file);
}

async function shardsIn(folder: string): Promise<Shard[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw unreadableFile(folder, error);
  });
  if (entries.length > mostFiles) throw new UnreadableFileError(`${folder} holds more than ${String(mostFiles)} files; give the path of one of them.`);
  const names = entries.map(({ name }) => name).filter((name) => datasetFile.test(name) && !metadataFile.test(name) && !name.startsWith('.'));
  const shards = await Promise.all(names.map((name) => shardOf(folder, name)));
  return shards.filter((shard) => shard !== undefined);
}

/** Undefined for a folder of that name; a link that leads nowhere is an error rather than a shard less. */
async function shardOf(folder: string, name: string): Promise<Shard | undefined> {
  const file = path.join(folder, name);
  const stats = await realpath(file).then((target) => stat(target)).catch((error: unknown) => {
    throw unreadableFile(file, error);
  });
  if (stats.isDirectory()) return undefined;
  const match = shardName.exec(name);
  const format = formatOf(name);
  const [, split = '', number = '0', count = '1'] = match ?? [];
  return match === null
    ? { file, split: name.slice(0, name.search(datasetFile)), number: 0, count: 1, format }
    : { file, split, number: Number(number), count: Number(count), format };
}

function formatOf(name: string): string {
  const extension = (/\.([a-z]+(?:\.gz)?)$/i.exec(name)?.[1] ?? '').toLowerCase();
  return { ndjson: 'jsonl', 'ndjson.gz': 'jsonl.gz', parq: 'parquet' }[extension] ?? extension;
}

function oneSplit(folder: string, shards: readonly Shard[], wanted: string | undefined): Shard[] {
  const splits = [...new Set(shards.map(({ split }) => split))].sort();
  const matching = wanted === undefined ? splits : splits.filter((split) => split === wanted);
  const [first, second] = matching;
  const names = splits.map((split) => `"${split}"`).join(', ');
  if (first === undefined) throw new UnreadableFileError(`${folder} has no split "${wanted ?? ''}"; there are ${names}.`);
  if (second !== undefined) throw new UnreadableFileError(`${folder} holds several splits (${names}); say which one to read (--split NAME, or the setting preflens.files.split).`);
  return shards.filter(({ split }) => split === first);
}

/** A shard that is missing would be rows that are missing. */
function refuseGaps(folder: string, shards: readonly Shard[]): void {
  const counts = new Set(shards.map(({ count }) => count));
  const [count = 1] = counts;
  const numbers = new Set(shards.map(({ number }) => number));
  if (counts.size === 1 && numbers.size === shards.length && (count === shards.length || (count === 1 && shards.length === 1))) return;
  if (counts.size > 1 || numbers.size < shards.length) throw new UnreadableFileError(`${folder} holds the shards of several writings (of ${[...counts].join(' and of ')}); remove those that do not belong together.`);
  const missing = Array.from({ length: count }, (_, number) => number).filter((number) => !numbers.has(number));
  throw new UnreadableFileError(`${folder} lacks ${String(missing.length)} of ${String(count)} shards (the first is number ${String(missing[0] ?? 0)}); fetch the folder again.`);
}
