import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { ToolRefusedError } from '../../core/agents/toolRefusedError';
import { UnreadableFileError } from '../../core/errors';
import { datasetFolderFiles } from '../datasetFolder';
import { systemErrorCode } from '../systemErrorCode';

export interface AllowedFile {
  /** Without links and steps upward. */
  readonly path: string;
  /** The folder that allows it, likewise. */
  readonly folder: string;
}

/** The folders whose files language models may ask about. Neither `..` nor a link leads out of them. */
export class AllowedFolders {
  /** `folders` are absolute. */
  constructor(private readonly folders: readonly string[]) {}

  /** The dataset that a written path means. Rejects with ToolRefusedError where it lies elsewhere, or nowhere. */
  async resolve(written: string, split: string | undefined): Promise<AllowedFile> {
    if (this.folders.length === 0) throw new ToolRefusedError('No folder is open, so no file can be read; ask the user to open the folder that holds the dataset.');
    const candidates = await this.candidates(withoutScheme(written));
    if (candidates.length === 0) throw this.outside(written);
    for (const { folder, target } of candidates) {
      const found = await realpath(target).catch((error: unknown) => absentOr(written, error));
      if (found !== null) return this.checked(written, { folder, path: found }, split);
    }
    throw new ToolRefusedError(`There is no file "${written}" in ${this.names()}; give its absolute path.`);
  }

  /** Where the path could lead to, by its letters alone: what lies outside is not even looked at. */
  private async candidates(written: string): Promise<readonly { readonly folder: string; readonly target: string }[]> {
    const real = await Promise.all(this.folders.map(async (folder) => ({ folder, real: await realpath(folder).catch(() => folder) })));
    return real.flatMap((one) => [one.folder, one.real].map((base) => ({ folder: one.real, target: path.resolve(base, written), base })).filter(({ base, target }) => isWithin(base, target)));
  }

  private async checked(written: string, file: AllowedFile, split: string | undefined): Promise<AllowedFile> {
    if (!(await this.isAllowed(file.path))) throw this.outside(written);
    const stats = await stat(file.path);
    if (!stats.isDirectory() && !stats.isFile()) throw new ToolRefusedError(`"${written}" is neither a file nor a folder.`);
    if (!stats.isDirectory()) return file;
    for (const shard of await datasetFolderFiles(file.path, split)) if (!(await this.isAllowed(await realpath(shard)))) throw this.outside(written);
    return file;
  }

  private async isAllowed(target: string): Promise<boolean> {
    for (const folder of this.folders) if (isWithin(await realpath(folder), target)) return true;
    return false;
  }

  private outside(written: string): ToolRefusedError {
    return new ToolRefusedError(`"${written}" lies outside of what may be read: ${this.names()}. Ask the user to open its folder, or give a path below.`);
  }

  private names(): string {
    return this.folders.map((folder) => `"${folder}"`).join(', ');
  }
}

function isWithin(folder: string, target: string): boolean {
  const relative = path.relative(folder, target);
  return relative === '' || (relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative));
}

function withoutScheme(written: string): string {
  if (written.includes('\0')) throw new ToolRefusedError('A path holds no NUL character.');
  if (!/^file:/i.test(written)) return written;
  try {
    return fileURLToPath(written);
  } catch {
    throw new ToolRefusedError(`"${written}" is no valid file address; give an absolute path.`);
  }
}

function absentOr(written: string, error: unknown): null {
  if (['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error) ?? '')) return null;
  throw new UnreadableFileError(`"${written}" cannot be read (${systemErrorCode(error) ?? 'unknown error'}).`);
}
