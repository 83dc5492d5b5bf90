import { checksum } from './checksum';
import { keyBytes } from './recordTable';

/**
 * A segment is a row of records, each { length of the payload: u32, checksum of key and payload: u32, key: 16 bytes, payload },
 * little-endian. There is no header and no index: whatever is cut off or damaged, the other records stay readable.
 */
export const recordHeaderBytes = 8 + keyBytes;

/** More than any record has; a larger length is damage. */
export const maximalPayloadBytes = 64 * 1024;

export function encodeRecord(key: Uint8Array, payload: Uint8Array): Buffer {
  const record = Buffer.alloc(recordHeaderBytes + payload.length);
  record.writeUInt32LE(payload.length, 0);
  record.set(key, 8);
  record.set(payload, recordHeaderBytes);
  record.writeUInt32LE(checksum(record, 8), 4);
  return record;
}

/** What stands at an offset of a segment. `incomplete`: the rest is cut off, or is just being written. */
export type RecordAt =
  | { readonly kind: 'record'; readonly next: number }
  | { readonly kind: 'damaged'; readonly next: number }
  | { readonly kind: 'incomplete' };

export function recordAt(bytes: Buffer, offset: number): RecordAt {
  if (offset + recordHeaderBytes > bytes.length) return { kind: 'incomplete' };
  const length = bytes.readUInt32LE(offset);
  // Nobody knows where the next record would begin.
  if (length > maximalPayloadBytes) return { kind: 'damaged', next: Infinity };
  const next = offset + recordHeaderBytes + length;
  if (next > bytes.length) return { kind: 'incomplete' };
  return { kind: checksum(bytes, offset + 8, next) === bytes.readUInt32LE(offset + 4) ? 'record' : 'damaged', next };
}
