import { createHash } from 'node:crypto';

/** The first 16 hex digits of the SHA-256 over bytes, or over the UTF-8 bytes of a text. */
export function rowHash(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}
