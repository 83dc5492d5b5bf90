import { UnreadableFileError } from '../core/errors';

interface ForeignFormat {
  readonly magic: readonly number[] | string;
  readonly explanation: string;
}

const foreignFormats: readonly ForeignFormat[] = [
  { magic: 'version https://git-lfs', explanation: 'is a Git LFS pointer, not the data itself; run "git lfs pull" to fetch it' },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], explanation: 'is compressed with Zstandard; unpack it first (unzstd)' },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], explanation: 'is compressed with xz; unpack it first (unxz)' },
  { magic: 'BZh', explanation: 'is compressed with bzip2; unpack it first (bunzip2)' },
  { magic: 'PK\u0003\u0004', explanation: 'is a zip archive; unpack it first' },
  { magic: 'ARROW1', explanation: 'is an Arrow file; save it as Parquet (datasets.Dataset.to_parquet) or JSON Lines first' },
  { magic: [0xff, 0xff, 0xff, 0xff], explanation: 'is an Arrow stream; save it as Parquet (datasets.Dataset.to_parquet) or JSON Lines first' },
  { magic: [0xff, 0xfe, 0x00, 0x00], explanation: 'is UTF-32; save it as UTF-8' },
  { magic: [0x00, 0x00, 0xfe, 0xff], explanation: 'is UTF-32; save it as UTF-8' },
  { magic: 'SQLite format 3', explanation: 'is a SQLite database; export the table as CSV first' },
];

/** Throws UnreadableFileError, saying what to do, when the start of a file shows that it is something that is not read. */
export function refuseForeignFormat(path: string, start: Buffer): void {
  const found = foreignFormats.find(({ magic }) => startsWith(start, magic))?.explanation;
  if (found !== undefined) throw new UnreadableFileError(`${path} ${found}.`);
}

function startsWith(start: Buffer, magic: readonly number[] | string): boolean {
  const bytes = typeof magic === 'string' ? Buffer.from(magic, 'latin1') : Buffer.from(magic);
  return start.subarray(0, bytes.length).equals(bytes);
}
