import { UnreadableFileError } from '../core/errors';

/** Bytes from the start of a file that are enough to tell its format. */
export const formatProbeBytes = 4096;

interface ForeignFormat {
  readonly magic: readonly number[] | string;
  readonly explanation: string;
}

const foreignFormats: readonly ForeignFormat[] = [
  { magic: 'version https://git-lfs', explanation: 'is a Git LFS pointer, not the data itself; run "git lfs pull" to fetch it' },
  { magic: [0x1f, 0x8b], explanation: 'is compressed with gzip; unpack it first (gunzip)' },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], explanation: 'is compressed with Zstandard; unpack it first (unzstd)' },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], explanation: 'is compressed with xz; unpack it first (unxz)' },
  { magic: 'BZh', explanation: 'is compressed with bzip2; unpack it first (bunzip2)' },
  { magic: 'PK\u0003\u0004', explanation: 'is a zip archive; unpack it first' },
  { magic: 'PAR1', explanation: 'is a Parquet file; convert it to JSON Lines first' },
  { magic: 'ARROW1', explanation: 'is an Arrow file; convert it to JSON Lines first' },
  { magic: [0xff, 0xfe], explanation: 'is UTF-16; save it as UTF-8' },
  { magic: [0xfe, 0xff], explanation: 'is UTF-16; save it as UTF-8' },
  { magic: '{\u0000"\u0000', explanation: 'is UTF-16; save it as UTF-8' },
  { magic: '\u0000{\u0000"', explanation: 'is UTF-16; save it as UTF-8' },
];

/** Throws UnreadableFileError, saying what to do, when the start of a file shows that it is something else than JSON Lines. */
export function refuseForeignFormat(path: string, start: Buffer): void {
  const found = foreignFormats.find(({ magic }) => startsWith(start, magic))?.explanation ?? jsonDocument(start);
  if (found !== undefined) throw new UnreadableFileError(`${path} ${found}.`);
}

function startsWith(start: Buffer, magic: readonly number[] | string): boolean {
  const bytes = typeof magic === 'string' ? Buffer.from(magic, 'latin1') : Buffer.from(magic);
  return start.subarray(0, bytes.length).equals(bytes);
}

/**
 * One JSON document over many lines. The tests are narrow on purpose: a single damaged first row (`[` and `{` are one bit
 * apart) must not make a whole file unreadable.
 */
function jsonDocument(start: Buffer): string | undefined {
  const text = start.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '');
  // Several lines that each are a list are JSON Lines of something else; their rows say so themselves.
  if (/^\s*\[\s*(?:[{\]]|$)/.test(text) && !/^\s*\[.*\]\s*\n\s*\[/.test(text)) {
    return 'is one JSON array, not JSON Lines; convert it to one object a line (jq -c ".[]")';
  }
  if (/^\s*\{[ \t\r]*\n\s*"/.test(text)) {
    return 'is JSON laid out over many lines, not JSON Lines; convert it to one object a line (jq -c .)';
  }
  return undefined;
}
