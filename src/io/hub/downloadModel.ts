import { createHash } from 'node:crypto';
import { mkdir, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { formatBytes } from '../../core/models/formatBytes';
import type { ModelVariant, WantedFile } from '../../core/models/modelVariants';
import type { RemoteModel } from '../../core/models/remoteModel';
import { OutputError } from '../outputError';
import { downloadFile } from './downloadFile';
import { DownloadError } from './downloadError';
import { downloadRecordName } from './downloadedModels';
import { DownloadLock } from './downloadLock';
import type { HubConnection } from './hubConnection';

export interface DownloadProgress {
  /** Path in the repository of the file on its way. */
  readonly file: string;
  readonly receivedBytes: number;
  readonly totalBytes: number;
}

export interface DownloadRequest {
  readonly connection: HubConnection;
  readonly model: RemoteModel;
  readonly variant: ModelVariant;
  /** The folder that holds all fetched models. */
  readonly into: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: DownloadProgress) => void;
}

export interface DownloadOutcome {
  /** The model's folder, as every command takes it. */
  readonly folder: string;
  /** True when nothing was fetched, since it was there. */
  readonly wasThere: boolean;
}

/** Kept free beside the model: a full disk breaks more than a download. */
const spareBytes = 100e6;

/**
 * Fetches a model into a folder of its own, which appears when it is whole and checked, or not at all. What was fetched before a
 * kill, a cancel or an error is gone on from. Rejects with DownloadError, OutputError or CancelledError.
 */
export async function downloadModel(request: DownloadRequest): Promise<DownloadOutcome> {
  const target = targetFolder(request);
  if (await isComplete(target, request.variant.files)) return { folder: target, wasThere: true };
  const partial = path.join(request.into, '.partial', path.basename(target));
  try {
    await mkdir(partial, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new OutputError(partial, error);
  }
  const lock = await DownloadLock.take(partial);
  try {
    await fetchFiles(request, path.join(partial, 'files'));
    await moveIntoPlace(request, path.join(partial, 'files'), target);
  } finally {
    await lock.release();
  }
  await rm(partial, { recursive: true, force: true });
  return { folder: target, wasThere: false };
}

/** `owner/name-variant-digest`: the digest is of the contents, so that another version of the model has another folder. */
function targetFolder({ model, variant, into }: DownloadRequest): string {
  const contents = variant.files.map(({ remote, local }) => `${local} ${remote.checksum?.hex ?? ''}\n`).sort().join('');
  const digest = createHash('sha256').update(contents).digest('hex').slice(0, 8);
  const parts = model.name.split('/');
  return path.join(into, ...parts.slice(0, -1), `${parts.at(-1) ?? ''}-${variant.name}-${digest}`);
}

async function isComplete(folder: string, files: readonly WantedFile[]): Promise<boolean> {
  const sizes = await Promise.all(files.map(({ local }) => sizeOf(placeOf(folder, local))));
  return (await sizeOf(path.join(folder, downloadRecordName))) !== null && files.every(({ remote }, index) => sizes[index] === remote.bytes);
}

async function fetchFiles({ connection, model, variant, into, signal, onProgress }: DownloadRequest, folder: string): Promise<void> {
  const places = variant.files.map(({ remote, local }) => ({ remote, part: placeOf(folder, local) }));
  const present = await Promise.all(places.map(async ({ remote, part }) => Math.min(remote.bytes, (await sizeOf(part)) ?? 0)));
  await checkSpace(into, variant.bytes - present.reduce((sum, bytes) => sum + bytes, 0));
  let before = 0;
  for (const { remote, part } of places) {
    const start = before;
    await mkdir(path.dirname(part), { recursive: true }).catch((error: unknown) => Promise.reject(new OutputError(part, error)));
    const order = { model: model.name, revision: model.revision, file: remote, part };
    await downloadFile(connection, order, signal, (received) => onProgress({ file: remote.path, receivedBytes: start + received, totalBytes: variant.bytes }));
    before += remote.bytes;
  }
}

/** Names are our own (`modelVariants`); that none leads out of the folder is made sure of all the same. */
function placeOf(folder: string, local: string): string {
  const place = path.join(folder, ...local.split('/'));
  const inside = path.relative(folder, place);
  if (inside === '' || inside.startsWith('..') || path.isAbsolute(inside)) throw new DownloadError('wrong-answer', `"${local}" is not a name that a file of a model has.`);
  return place;
}

async function checkSpace(folder: string, needed: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free < needed + spareBytes) {
    throw new DownloadError('no-space', `${formatBytes(needed)} are still to be fetched, but ${folder} has ${formatBytes(free)} free. Free some space, or choose another folder for models.`);
  }
}

async function moveIntoPlace({ connection, model, variant }: DownloadRequest, files: string, target: string): Promise<void> {
  const record = {
    endpoint: connection.endpoint,
    name: model.name,
    revision: model.revision,
    variant: variant.name,
    files: variant.files.map(({ remote, local }) => ({ local, path: remote.path, bytes: remote.bytes, checksum: remote.checksum })),
  };
  try {
    await writeFile(path.join(files, downloadRecordName), `${JSON.stringify(record, null, 2)}\n`);
    await mkdir(path.dirname(target), { recursive: true });
    // What is there is not whole, or `isComplete` would have said so.
    await rm(target, { recursive: true, force: true });
    await rename(files, target);
  } catch (error) {
    throw new OutputError(target, error);
  }
}

async function sizeOf(file: string): Promise<number | null> {
  return stat(file).then((stats) => (stats.isFile() ? stats.size : null), () => null);
}
