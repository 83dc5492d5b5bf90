import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

import type { Checksum } from '../../core/models/remoteModel';

/** Whether a file on this machine has the content that the checksum stands for; `bytes` is its length. */
export async function hasChecksum(file: string, bytes: number, { algorithm, hex }: Checksum, signal: AbortSignal): Promise<boolean> {
  const hash = createHash(algorithm === 'sha256' ? 'sha256' : 'sha1');
  // Git names a file by a header and its content.
  if (algorithm === 'git-sha1') hash.update(`blob ${String(bytes)}\0`);
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024, signal })) hash.update(chunk as Buffer);
  return hash.digest('hex') === hex;
}
