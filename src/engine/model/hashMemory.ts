import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { writeWhole } from '../writeWhole';

/** Of this process: within one load, reading gigabytes again would say the same. */
const known = new Map<string, string>();
const mostKnown = 16;

/** Hashes of models by the stamps of their files: those of this process, and those that earlier ones left in a folder. */
export class HashMemory {
  /** @param folder null: nothing outlives the process. */
  constructor(private readonly folder: string | null) {}

  /** 16 hex digits, or undefined where the files were never hashed as they are. */
  read(stamp: string): string | undefined {
    return known.get(stamp) ?? this.readKept(stamp);
  }

  /** @param isSettled the files are old enough that a further change will show in the stamp, so that later processes may rely on it. */
  write(stamp: string, hash: string, isSettled: boolean): void {
    if (known.size >= mostKnown) known.clear();
    known.set(stamp, hash);
    if (isSettled && this.folder !== null) writeWhole(this.fileOf(this.folder, stamp), hash);
  }

  private readKept(stamp: string): string | undefined {
    if (this.folder === null) return undefined;
    try {
      const hash = readFileSync(this.fileOf(this.folder, stamp), 'utf8');
      return /^[0-9a-f]{16}$/.test(hash) ? hash : undefined;
    } catch {
      return undefined;
    }
  }

  private fileOf(folder: string, stamp: string): string {
    return path.join(folder, 'hashes', createHash('sha256').update(stamp).digest('hex').slice(0, 32));
  }
}
