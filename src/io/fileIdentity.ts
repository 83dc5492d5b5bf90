import type { BigIntStats } from 'node:fs';

/** What tells that a file is still the same with the same content, as far as the file system knows. */
export interface FileIdentity {
  readonly device: bigint;
  readonly node: bigint;
  /** Bytes. */
  readonly size: bigint;
  /** Time of the last change, in nanoseconds. */
  readonly changed: bigint;
}

export function fileIdentity(stats: BigIntStats): FileIdentity {
  return { device: stats.dev, node: stats.ino, size: stats.size, changed: stats.mtimeNs };
}

export function isSameFile(first: FileIdentity, second: FileIdentity): boolean {
  return (
    first.device === second.device && first.node === second.node && first.size === second.size && first.changed === second.changed
  );
}
