import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';

import { z } from 'zod';

import { RowIndex } from '../core/dataset/rowIndex';
import { RowIndexSegment } from '../core/dataset/rowIndexSegment';
import type { CancellationSignal, RowLocation } from '../core/ports';
import type { CacheFolder } from './cacheFolder';
import type { FileBytes } from './fileBytes';
import type { TextLayout } from './textLayout';

/** Smaller files are scanned faster than they are looked up. */
const defaultMinimalBytes = 8 * 1024 * 1024;
const probeBytes = 64 * 1024;
const formatVersion = 1;
const lengthBytes = 4;
const wordBytes = 4;
/** Parts that the system takes in one call. */
const partsAtOnce = 256;

const headerSchema = z.strictObject({
  version: z.literal(formatVersion),
  /** Everything that the places depend on: the file, its version, how it was read. */
  subject: z.string(),
  /** SHA-256 of all that follows the header. */
  digest: z.string(),
  /** Row, line, offset and number of rows of each segment. */
  segments: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
});

type Locations = AsyncGenerator<readonly RowLocation[], void, void>;

/** Keeps the places of the rows of large files between openings. What is kept is checked before it is believed, and else made anew. */
export class LocationCache {
  constructor(
    private readonly folder: CacheFolder,
    private readonly minimalBytes = defaultMinimalBytes,
  ) {}

  /** The places that are kept, if they are those of the file as it is, else those that `scan` finds, which are then kept. */
  async *locate(bytes: FileBytes, layout: TextLayout, scan: () => Locations, signal?: CancellationSignal): Locations {
    const { size } = await bytes.identify();
    if (size < this.minimalBytes) return yield* scan();
    const file = this.folder.fileOf(bytes.userPath);
    const subject = await subjectOf(bytes, layout);
    const kept = await load(file, subject);
    if (kept !== undefined) {
      await this.folder.touch(file);
      for (const chunk of kept.chunks()) {
        if (signal?.aborted === true) return;
        yield chunk;
      }
      return;
    }
    const index = new RowIndex();
    for await (const rows of scan()) {
      index.add(rows);
      yield rows;
    }
    if (signal?.aborted !== true) await this.keep(file, subject, index);
  }

  private async keep(file: string, subject: string, index: RowIndex): Promise<void> {
    // A full disk or a folder that may not be written costs the next opening a scan, and no more.
    await this.folder.create(file, (temporary) => writeParts(temporary, encode(subject, index))).catch(() => undefined);
  }
}

/** The file's identity and a look at its content: some file systems keep no fine times, and tools set them back. */
async function subjectOf(bytes: FileBytes, { format, start, syntax }: TextLayout): Promise<string> {
  const { device, node, size, changed } = await bytes.identify();
  const hash = createHash('sha256');
  for (const from of [0, Number(size) / 2, Number(size) - probeBytes]) hash.update(await bytes.head(Math.max(0, Math.floor(from)), probeBytes));
  return JSON.stringify([bytes.userPath, String(device), String(node), String(size), String(changed), format, start, syntax, hash.digest('hex')]);
}

/** Part by part, so that an index of millions of rows is not held twice. */
async function writeParts(file: string, parts: readonly Buffer[]): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    for (let first = 0; first < parts.length; first += partsAtOnce) await handle.writev(parts.slice(first, first + partsAtOnce));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The header is filled up with spaces, so that the words behind it lie where an array of words can. */
function encode(subject: string, index: RowIndex): readonly Buffer[] {
  const parts = index.parts();
  const body = parts.map((part) => {
    const words = part.toWords();
    return Buffer.from(words.buffer, words.byteOffset, words.byteLength);
  });
  const segments = parts.map(({ start, rowCount }) => [start.row, start.line, start.byteStart, rowCount]);
  const json = JSON.stringify({ version: formatVersion, subject, digest: digestOf(body), segments });
  const header = Buffer.from(json + ' '.repeat(wordBytes - (Buffer.byteLength(json) % wordBytes)));
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(header.length);
  return [length, header, ...body];
}

/** Undefined where nothing is kept, or it is about another version, or damaged. */
async function load(file: string, subject: string): Promise<RowIndex | undefined> {
  const content = await readFile(file).catch(() => undefined);
  if (content === undefined || content.length < lengthBytes) return undefined;
  const bodyStart = lengthBytes + content.readUInt32LE();
  try {
    const header = headerSchema.parse(JSON.parse(content.toString('utf8', lengthBytes, bodyStart)));
    const body = content.subarray(bodyStart);
    if (header.subject !== subject || digestOf([body]) !== header.digest) return undefined;
    return RowIndex.of(decode(header.segments, body));
  } catch {
    return undefined;
  }
}

function* decode(segments: z.infer<typeof headerSchema>['segments'], body: Buffer): Generator<RowIndexSegment> {
  let from = 0;
  for (const [row, line, byteStart, rowCount] of segments) {
    const words = wordsAt(body.subarray(from, from + rowCount * 3 * wordBytes));
    from += words.byteLength;
    yield new RowIndexSegment({ row, line, byteStart }, words);
  }
}

function wordsAt(bytes: Buffer): Uint32Array {
  const aligned = bytes.byteOffset % wordBytes === 0 ? bytes : new Uint8Array(bytes);
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / wordBytes);
}

function digestOf(parts: readonly Buffer[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
