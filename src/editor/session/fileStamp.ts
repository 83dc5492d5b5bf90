import { stat } from 'node:fs/promises';

/** What tells one version of a file from another without reading it. */
export interface FileStamp {
  readonly modified: number;
  readonly size: number;
}

/** Null when there is no such file. */
export async function readFileStamp(path: string): Promise<FileStamp | null> {
  try {
    const { mtimeMs, size } = await stat(path);
    return { modified: mtimeMs, size };
  } catch {
    return null;
  }
}

export function sameFileStamp(a: FileStamp | null, b: FileStamp | null): boolean {
  return a !== null && b !== null && a.modified === b.modified && a.size === b.size;
}
