import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes a small file of the cache at once or not at all. A folder that cannot be written costs the work again next time, nothing else. */
export function writeWhole(file: string, text: string): void {
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(draft, text);
    renameSync(draft, file);
  } catch {
    removeIfThere(draft);
  }
}

function removeIfThere(file: string): void {
  try {
    rmSync(file);
  } catch {
    // It was not made, or the disk no longer answers; neither is of use to whoever waits for a model.
  }
}
