import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** Suffixes of the files that the store makes: only these are ever counted or deleted, whatever else lies in the folder. */
export const storeSuffixes = { segment: '.pairs', blob: '.blob', temporary: '.tmp' } as const;

/** Folders inside the store's. */
export const storeParts = ['pairs', 'figures', 'models', 'states'] as const;

export interface StoreFile {
  readonly path: string;
  readonly bytes: number;
  /** When it was written or used last, in milliseconds since 1970. */
  readonly used: number;
}

/** All files of a store; none where there is no store. Files that go away meanwhile are left out. */
export async function listStoreFiles(folder: string): Promise<StoreFile[]> {
  const suffixes = Object.values(storeSuffixes);
  const names = (await Promise.all(storeParts.map((part) => namesBelow(folder, part)))).flat();
  const files = names.filter((name) => suffixes.some((suffix) => name.endsWith(suffix))).map((name) => describe(path.join(folder, name)));
  return (await Promise.all(files)).filter((file) => file !== null);
}

async function namesBelow(folder: string, part: string): Promise<string[]> {
  const names = await readdir(path.join(folder, part), { recursive: true }).catch(() => []);
  return names.map((name) => path.join(part, name));
}

async function describe(file: string): Promise<StoreFile | null> {
  const stats = await stat(file).catch(() => null);
  return stats?.isFile() === true ? { path: file, bytes: stats.size, used: stats.mtimeMs } : null;
}

/** Deletes the oldest-used files until at most `limit` bytes are left. Returns the bytes that were freed. */
export async function evict(files: readonly StoreFile[], limit: number, isKept: (file: string) => boolean): Promise<number> {
  let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const before = total;
  for (const file of [...files].sort((a, b) => a.used - b.used)) {
    if (total <= limit) break;
    if (isKept(file.path)) continue;
    await rm(file.path, { force: true }).catch(() => undefined);
    total -= file.bytes;
  }
  return before - total;
}

/** Deletes everything that the store holds; other windows go on with what they have in memory. */
export async function clearStore(folder: string): Promise<number> {
  return evict(await listStoreFiles(folder), -1, () => false);
}
