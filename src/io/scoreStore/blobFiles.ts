import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { checksum } from './checksum';
import { storeSuffixes } from './storeFiles';

/** Whole values, each a file with a checksum before it; written beside and put in place by one rename. */
export class BlobFiles {
  constructor(
    private readonly folder: string,
    /** False: nothing is known and nothing is kept. */
    private readonly kept: boolean,
  ) {}

  /** Undefined where there is none, or it is damaged. Never rejects. */
  async get(name: string): Promise<Buffer | undefined> {
    if (!this.kept) return undefined;
    const file = this.fileOf(name);
    const bytes = await readFile(file).catch(() => undefined);
    if (bytes === undefined || bytes.length < 4 || checksum(bytes, 4) !== bytes.readUInt32LE(0)) return undefined;
    await utimes(file, new Date(), new Date()).catch(() => undefined);
    return bytes.subarray(4);
  }

  /** Rejects with the system's error. */
  async set(name: string, value: Uint8Array): Promise<void> {
    if (!this.kept) return;
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const temporary = path.join(this.folder, `${randomBytes(8).toString('hex')}${storeSuffixes.temporary}`);
    const head = Buffer.alloc(4);
    head.writeUInt32LE(checksum(value), 0);
    try {
      await writeFile(temporary, Buffer.concat([head, value]), { mode: 0o600, flag: 'wx' });
      await rename(temporary, this.fileOf(name));
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  async remove(name: string): Promise<void> {
    await rm(this.fileOf(name), { force: true }).catch(() => undefined);
  }

  private fileOf(name: string): string {
    return path.join(this.folder, `${name}${storeSuffixes.blob}`);
  }
}
