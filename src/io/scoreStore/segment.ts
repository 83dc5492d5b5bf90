import { readSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';

import { recordAt, recordHeaderBytes } from './segmentFormat';

const sliceMilliseconds = 4;

/** One file of records as this process has read it so far. */
export class Segment {
  /** Bytes that were looked at. */
  private scanned = 0;
  private gone = false;

  private constructor(
    readonly path: string,
    private readonly handle: FileHandle,
  ) {}

  static async open(path: string): Promise<Segment> {
    return new Segment(path, await open(path, 'r'));
  }

  /** Tells the records from where the last scan ended to where the file ends now. Returns the number of damaged ones. */
  async scan(size: number, onRecord: (bytes: Buffer, keyOffset: number, place: number) => void): Promise<number> {
    if (this.gone || size <= this.scanned) return 0;
    const start = this.scanned;
    const { buffer, bytesRead } = await this.handle.read(Buffer.allocUnsafe(size - start), 0, size - start, start);
    const bytes = buffer.subarray(0, bytesRead);
    let damaged = 0;
    let sliceStart = performance.now();
    for (let offset = 0, count = 0; ; count++) {
      const found = recordAt(bytes, offset);
      if (found.kind === 'incomplete') break;
      if (found.kind === 'record') onRecord(bytes, offset + 8, start + offset);
      else damaged++;
      this.scanned = start + found.next;
      offset = found.next;
      if (count % 128 === 0 && performance.now() - sliceStart > sliceMilliseconds) {
        await setImmediate();
        sliceStart = performance.now();
      }
    }
    return damaged;
  }

  /** The payload of the record at a place; undefined where it cannot be read, or is not what it was. */
  payload(place: number, key: Uint8Array): Buffer | undefined {
    if (this.gone) return undefined;
    const bytes = Buffer.allocUnsafe(readAhead);
    try {
      const read = bytes.subarray(0, readSync(this.handle.fd, bytes, 0, readAhead, place));
      const found = recordAt(read, 0);
      if (found.kind === 'incomplete') return this.longPayload(place, read, key);
      return found.kind === 'record' ? payloadOf(read.subarray(0, found.next), key) : undefined;
    } catch {
      return undefined;
    }
  }

  async close(): Promise<void> {
    this.gone = true;
    await this.handle.close().catch(() => undefined);
  }

  private longPayload(place: number, head: Buffer, key: Uint8Array): Buffer | undefined {
    if (head.length < recordHeaderBytes) return undefined;
    const bytes = Buffer.alloc(recordHeaderBytes + head.readUInt32LE(0));
    readSync(this.handle.fd, bytes, 0, bytes.length, place);
    return recordAt(bytes, 0).kind === 'record' ? payloadOf(bytes, key) : undefined;
  }
}

/** As long as almost every record is. */
const readAhead = 512;

function payloadOf(record: Buffer, key: Uint8Array): Buffer | undefined {
  return record.subarray(8, recordHeaderBytes).equals(key) ? record.subarray(recordHeaderBytes) : undefined;
}
