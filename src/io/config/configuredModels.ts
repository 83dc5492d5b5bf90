import { realpath } from 'node:fs/promises';
import path from 'node:path';

import type { ConfiguredModels, ConfiguredModelSet } from '../../core/noise/config/lintConfig';

/** What configuration files say instead of a path. */
const words = new Set(['none']);

/** A path of a model that is not used, and why, in one sentence. */
export class RefusedModelPath extends Error {
  constructor(
    /** Where it stands below "models". */
    readonly steps: readonly (string | number)[],
    message: string,
  ) {
    super(message);
  }
}

interface Folders {
  /** Of the configuration file. */
  readonly folder: string;
  /** Relative paths must not lead out of it: a configuration comes with the data, and the data come from anywhere. */
  readonly root: string;
}

/** The models of a configuration with absolute paths. Rejects with RefusedModelPath. */
export async function configuredModels(models: ConfiguredModels, folders: Folders): Promise<ConfiguredModels> {
  if (typeof models === 'string') return models;
  if (!Array.isArray(models)) return resolvedSet(models, folders, []);
  return Promise.all(models.map((set, index) => resolvedSet(set, folders, [index])));
}

async function resolvedSet({ policy, reference }: ConfiguredModelSet, folders: Folders, steps: readonly number[]): Promise<ConfiguredModelSet> {
  return {
    ...(policy === undefined ? {} : { policy: await resolvedPath(policy, folders, [...steps, 'policy']) }),
    ...(reference === undefined ? {} : { reference: await resolvedPath(reference, folders, [...steps, 'reference']) }),
  };
}

async function resolvedPath(text: string, { folder, root }: Folders, steps: readonly (string | number)[]): Promise<string> {
  if (words.has(text)) return text;
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(text)) throw new RefusedModelPath(steps, `"${text}" is an address; models are folders on this machine, so download it and give its path.`);
  if (/^(\\\\|\/\/)/.test(text)) throw new RefusedModelPath(steps, `"${text}" is on the network; give the path of a folder on this machine.`);
  if (text.includes('\0')) throw new RefusedModelPath(steps, 'A path holds no zero characters.');
  if (path.isAbsolute(text)) return path.normalize(text);
  const resolved = path.resolve(folder, text);
  // Links are followed, so that none leads out either.
  const [target, limit] = await Promise.all([existing(resolved), existing(root)]);
  const fromRoot = path.relative(limit, target);
  if (fromRoot === '..' || fromRoot.startsWith(`..${path.sep}`) || path.isAbsolute(fromRoot)) {
    throw new RefusedModelPath(steps, `"${text}" leads out of ${root}; give an absolute path, or name the model on the command line or in the settings.`);
  }
  return resolved;
}

/** The real path of what there is of it; a missing model is the business of who loads it. */
async function existing(place: string): Promise<string> {
  try {
    return await realpath(place);
  } catch {
    const parent = path.dirname(place);
    return parent === place ? place : path.join(await existing(parent), path.basename(place));
  }
}
