import type { RowSource, RowLocation } from '../ports';
import { maximalRowBytes } from './maximalRowBytes';
import type { DatasetRow } from './preferencePair';
import { readRow } from './readRow';

/** Reads one row of a file; rows above `maximalRowBytes` are reported without being read. Rejects with FileChangedError only. */
export async function readLocatedRow(source: RowSource, location: RowLocation): Promise<DatasetRow> {
  if (location.byteLength <= maximalRowBytes) return readRow(location, await source.read(location));
  const { row, line } = location;
  const [size, limit] = [location.byteLength, maximalRowBytes].map((bytes) => `${String(Math.round(bytes / 1024 / 1024))} MiB`);
  const reason = `The row has ${size ?? ''}, more than the ${limit ?? ''} that are read; is the file JSON Lines, with one object a line?`;
  return { kind: 'unreadable', unreadable: { row, line, column: 1, code: 'row-too-large', reason } };
}
