import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** What tells one version of a file, or of a folder's entries, from another without reading it. */
export interface FileStamp {
  readonly path: string;
  readonly isFolder: boolean;
  /** Device, node, size and time of the last change in nanoseconds; null where there is no such file. */
  readonly version: string | null;
}

/** Stamps of a model's folder, of what lies in it, and of files that it refers to. */
export function stampModel(folder: string, files: readonly string[]): readonly FileStamp[] {
  const folders = [folder, ...files.map((file) => path.dirname(file))];
  const names = readdirSync(folder).map((name) => path.join(folder, name));
  return [...new Set([...folders, ...names, ...files])].map(stamp);
}

function stamp(file: string): FileStamp {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return { path: file, isFolder: stats?.isDirectory() === true, version: stats ? [stats.dev, stats.ino, stats.size, stats.mtimeNs].join('-') : null };
}

/** True when everything is as it was stamped. */
export function isUnchanged(stamps: readonly FileStamp[]): boolean {
  return stamps.every((one) => stamp(one.path).version === one.version);
}

/**
 * True when a file was overwritten or another one put in its place. One that was deleted is held open and mapped, and gives
 * what it gave before; a file that came or went beside it says nothing of those in use.
 */
export function isReplaced(stamps: readonly FileStamp[]): boolean {
  return stamps.some((one) => {
    if (one.isFolder) return false;
    const { version } = stamp(one.path);
    return version !== null && version !== one.version;
  });
}
