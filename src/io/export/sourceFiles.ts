import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';

import { unreadableFile } from '../unreadableFile';

/** Name, size and SHA-256 of files, read in order. Throws UnreadableFileError. */
export async function sourceFiles(files: readonly string[]): Promise<readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[]> {
  const described = [];
  for (const file of files) described.push(await describeFile(file));
  return described;
}

async function describeFile(file: string): Promise<{ readonly name: string; readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  } catch (error) {
    throw unreadableFile(file, error);
  }
  return { name: path.basename(file), bytes, sha256: hash.digest('hex') };
}
