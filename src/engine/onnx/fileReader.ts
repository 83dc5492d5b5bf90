import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

import { MalformedModelError, type WireReader } from './wire';

/** Small, since behind most headers of large files lie weights that are not wanted. */
const pageSize = 8 * 1024;
const keptPages = 128;

/** Reads a model file by pages: only the headers of its records are touched, not the weights between them. */
export class FileReader implements WireReader {
  readonly length: number;
  private readonly descriptor: number;
  private readonly pages = new Map<number, Buffer>();

  constructor(file: string) {
    this.descriptor = openSync(file, 'r');
    this.length = fstatSync(this.descriptor).size;
  }

  byte(offset: number): number {
    const page = this.page(Math.floor(offset / pageSize));
    const value = page[offset % pageSize];
    if (value === undefined) throw new MalformedModelError('the file ends in the middle of a record');
    return value;
  }

  slice(start: number, end: number): Buffer {
    const index = Math.floor(start / pageSize);
    // Most records lie in the page of their header, which is in memory.
    if (Math.floor((end - 1) / pageSize) === index && end > start) return this.copied(index, start, end);
    const buffer = Buffer.alloc(end - start);
    const read = readSync(this.descriptor, buffer, 0, buffer.length, start);
    if (read !== buffer.length) throw new MalformedModelError('the file ends in the middle of a record');
    return buffer;
  }

  /** A copy, which does not keep the page in memory. */
  private copied(index: number, start: number, end: number): Buffer {
    const part = this.page(index).subarray(start - index * pageSize, end - index * pageSize);
    if (part.length !== end - start) throw new MalformedModelError('the file ends in the middle of a record');
    return Buffer.from(part);
  }

  close(): void {
    closeSync(this.descriptor);
  }

  private page(index: number): Buffer {
    const known = this.pages.get(index);
    if (known) return known;
    const buffer = Buffer.alloc(pageSize);
    const read = readSync(this.descriptor, buffer, 0, pageSize, index * pageSize);
    const page = buffer.subarray(0, read);
    if (this.pages.size >= keptPages) this.pages.delete(this.pages.keys().next().value ?? -1);
    this.pages.set(index, page);
    return page;
  }
}
