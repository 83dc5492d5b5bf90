import { HubApiError, listFiles, modelInfo } from '@huggingface/hub';
import { z } from 'zod';

import { CancelledError } from '../../core/errors';
import type { Checksum, RemoteFile, RemoteModel } from '../../core/models/remoteModel';
import { DownloadError } from './downloadError';
import type { HubConnection } from './hubConnection';

const maximalFiles = 10_000;
const commit = /^[0-9a-f]{40}$/;

const bytes = z.int().nonnegative();
const fileSchema = z.looseObject({
  type: z.literal('file'),
  path: z.string(),
  size: bytes,
  oid: z.string().optional(),
  lfs: z.looseObject({ oid: z.string(), size: bytes }).optional(),
});

/** Asks the endpoint what a repository holds, by the official client. Rejects with DownloadError or CancelledError. */
export async function findRemoteModel(connection: HubConnection, name: string, revision: string | undefined, signal: AbortSignal): Promise<RemoteModel> {
  const asked = { hubUrl: connection.endpoint, fetch: connection.answering(signal) };
  try {
    const { sha } = await modelInfo({ ...asked, name, revision: revision ?? 'main', additionalFields: ['sha'] });
    const pinned = typeof sha === 'string' && commit.test(sha) ? sha : (revision ?? 'main');
    const files: RemoteFile[] = [];
    // The client puts the revision into the address as it is.
    for await (const entry of listFiles({ ...asked, repo: { type: 'model', name }, recursive: true, revision: encodeURIComponent(pinned) })) {
      const file = fileSchema.safeParse(entry);
      if (file.success) files.push(remoteFile(file.data));
      if (files.length > maximalFiles) throw new DownloadError('wrong-answer', `${name} has more than ${String(maximalFiles)} files, which no model has.`);
    }
    return { name, revision: pinned, files };
  } catch (error) {
    throw explain(error, connection, name);
  }
}

function remoteFile({ path, size, oid, lfs }: z.infer<typeof fileSchema>): RemoteFile {
  return { path, bytes: lfs?.size ?? size, checksum: lfs ? asChecksum(lfs.oid) : asChecksum(oid ?? '') };
}

/** By their length: 64 hexadecimal digits are a SHA-256, 40 Git's name of a file. */
function asChecksum(text: string): Checksum | null {
  const hex = text.replace(/^sha256:/, '').toLowerCase();
  if (/^[0-9a-f]{64}$/.test(hex)) return { algorithm: 'sha256', hex };
  return /^[0-9a-f]{40}$/.test(hex) ? { algorithm: 'git-sha1', hex } : null;
}

function explain(error: unknown, connection: HubConnection, name: string): unknown {
  if (DownloadError.is(error) || CancelledError.is(error)) return error;
  if (error instanceof HubApiError) return statusProblem(error.statusCode, connection, name);
  return new DownloadError('wrong-answer', `${connection.host} answers in another way than a Hugging Face hub does; check the address of the server.`, { cause: error });
}

/** What a status means for the user. The hub answers 401 for what does not exist, too, so as not to give private names away. */
export function statusProblem(status: number, connection: HubConnection, name: string): DownloadError {
  const { host, hasToken, endpoint } = connection;
  if (status === 401 && !hasToken) return new DownloadError('needs-token', `${host} has no public model "${name}". Check the name; for a private or gated model give an access token.`);
  if (status === 401) return new DownloadError('needs-token', `${host} does not accept the access token for "${name}": it may have expired, or the model does not exist.`);
  if (status === 403) return new DownloadError('no-access', `You have no access to "${name}". Ask for it on ${endpoint}/${name}, and use a token that may read it.`);
  if (status === 404) return new DownloadError('no-such-model', `${host} has no model "${name}", or not that version of it. Check the name, as owner/name.`);
  if (status === 429) return new DownloadError('too-many-requests', `${host} gets too many requests from here; wait some minutes. What was fetched so far is kept.`);
  return new DownloadError('unreachable', `${host} answered with status ${String(status)}; try again later. What was fetched so far is kept.`);
}
