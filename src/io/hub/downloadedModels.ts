import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

/** The file that `downloadModel` leaves beside a model, and that says where it is from. */
export const downloadRecordName = 'preflens-download.json';

const recordSchema = z.looseObject({ name: z.string(), variant: z.string(), files: z.array(z.looseObject({ bytes: z.number() })) });

export interface DownloadedModel {
  readonly folder: string;
  readonly name: string;
  readonly variant: string;
  readonly bytes: number;
}

/** The models that were fetched before, by name; those whose record cannot be read are left out. */
export async function downloadedModels(folder: string): Promise<readonly DownloadedModel[]> {
  const owners = await foldersIn(folder);
  const below = await Promise.all(owners.map(foldersIn));
  const found = await Promise.all([...owners, ...below.flat()].map(readRecord));
  return found.flat().sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => path.join(folder, name));
}

async function readRecord(folder: string): Promise<DownloadedModel[]> {
  const text = await readFile(path.join(folder, downloadRecordName), 'utf8').catch(() => undefined);
  if (text === undefined) return [];
  try {
    const { name, variant, files } = recordSchema.parse(JSON.parse(text));
    return [{ folder, name, variant, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) }];
  } catch {
    return [];
  }
}
