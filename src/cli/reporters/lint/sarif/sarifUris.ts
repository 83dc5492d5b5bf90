import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ArtifactLocation } from 'sarif';

/** The name by which code scanning knows the root of the sources. */
export const sourceRoot = '%SRCROOT%';

/** Addresses of files, relative to the repository of the working folder (to the folder itself where there is none). */
export class SarifUris {
  private readonly root: string;

  constructor(folder: string) {
    this.root = repositoryOf(path.resolve(folder)) ?? path.resolve(folder);
  }

  of(file: string): ArtifactLocation {
    const relative = path.relative(this.root, path.resolve(file));
    if (relative.startsWith('..') || path.isAbsolute(relative)) return { uri: pathToFileURL(path.resolve(file)).href };
    return { uri: relative.split(path.sep).map(encodeURIComponent).join('/'), uriBaseId: sourceRoot };
  }
}

function repositoryOf(folder: string): string | undefined {
  if (existsSync(path.join(folder, '.git'))) return folder;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : repositoryOf(parent);
}
