import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

const dayMilliseconds = 24 * 60 * 60 * 1000;

export interface CacheLimits {
  /** Bytes of all files together; the longest unused go first. */
  readonly totalBytes: number;
  /** Days after which an unused file goes. */
  readonly days: number;
}

/** Files that can be made again, in a folder of the user's own. A file appears there whole or not at all. */
export class CacheFolder {
  constructor(
    readonly folder: string,
    private readonly limits: CacheLimits,
  ) {}

  /** The file for a key; whether it exists is another question. */
  fileOf(key: string): string {
    return path.join(this.folder, `${createHash('sha256').update(key, 'utf8').digest('hex').slice(0, 32)}.bin`);
  }

  /** Notes that a file was used. In a file beside it: its own time is what tells that it is unchanged. */
  async touch(file: string): Promise<void> {
    await writeFile(`${file}.used`, '').catch(() => undefined);
  }

  /** Has a file written beside its place and put there when it is whole. What `write` throws is thrown on. */
  async create(file: string, write: (temporary: string) => Promise<void>): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
    try {
      await write(temporary);
      await rename(temporary, file);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    await this.clean(file);
  }

  /** Removes what was not used for long, what was left over, and the longest unused of what is too much. `keep` stays. */
  private async clean(keep: string): Promise<void> {
    let total = 0;
    for (const { file, size, age } of await this.files()) {
      total += size;
      const isLeftOver = file.endsWith('.tmp') && age > 1;
      const isTooMuch = file.endsWith('.bin') && (age > this.limits.days || total > this.limits.totalBytes);
      if (file === keep || !(isLeftOver || isTooMuch)) continue;
      total -= size;
      for (const name of [file, `${file}.used`]) await rm(name, { force: true }).catch(() => undefined);
    }
  }

  /** Last used first; ages in days. */
  private async files(): Promise<{ readonly file: string; readonly size: number; readonly age: number }[]> {
    const names = (await readdir(this.folder).catch(() => [])).filter((name) => /\.(bin|tmp)$/.test(name));
    const found = await Promise.all(
      names.map(async (name) => {
        const file = path.join(this.folder, name);
        const [stats, used] = await Promise.all([stat(file).catch(() => undefined), stat(`${file}.used`).catch(() => undefined)]);
        const age = (Date.now() - Math.max(stats?.mtimeMs ?? 0, used?.mtimeMs ?? 0)) / dayMilliseconds;
        return stats?.isFile() === true ? [{ file, size: stats.size, age }] : [];
      }),
    );
    return found.flat().sort((a, b) => a.age - b.age);
  }
}
