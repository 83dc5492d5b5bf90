import type { ColumnMetaData, PageLocation } from 'hyparquet/src/types.js';
import { parquetHeader } from 'hyparquet/src/column.js';

/** Bytes of a page's header that are read at once; statistics make it longer than a few dozen. */
const headerBytes = 4096;
const longestHeaderBytes = 1024 * 1024;

/** Reads a range of the file. */
export type ReadRange = (start: number, end: number) => Promise<ArrayBuffer>;

interface Page {
  readonly values: number;
  /** Undefined where only the page's content tells. */
  readonly rows: number | undefined;
  readonly isDictionary: boolean;
  /** Offset of the page's header. */
  readonly offset: number;
  /** Bytes with the header. */
  readonly bytes: number;
}

/**
 * Where the pages of a column chunk lie, from their headers alone. Undefined where a page does not say how many rows it has.
 * Throws when the headers do not fit one another or the chunk, so that nobody decodes by damaged numbers.
 */
export async function pageLocations(read: ReadRange, meta: ColumnMetaData, isFlat: boolean, rows: number): Promise<PageLocation[] | undefined> {
  const start = Number(meta.dictionary_page_offset ?? meta.data_page_offset);
  const end = start + Number(meta.total_compressed_size);
  const locations: PageLocation[] = [];
  let [values, row, known] = [0, 0, true];
  for (let offset = start; offset < end; ) {
    const page = await readPage(read, offset, end, isFlat);
    offset += page.bytes;
    if (page.isDictionary) continue;
    locations.push({ offset: BigInt(page.offset), compressed_page_size: page.bytes, first_row_index: BigInt(row) });
    values += page.values;
    known &&= page.rows !== undefined;
    row += page.rows ?? 0;
  }
  const fits = values === Number(meta.num_values) && (!known || row === rows);
  if (!fits) throw new RangeError('The pages of a column do not hold what its header says.');
  return known && locations.length > 0 ? locations : undefined;
}

async function readPage(read: ReadRange, offset: number, end: number, isFlat: boolean): Promise<Page> {
  const { header, length } = await readHeader(read, offset, end, headerBytes);
  const size = header.compressed_page_size;
  const bytes = length + size;
  if (!(size >= 0 && header.uncompressed_page_size >= 0 && offset + bytes <= end)) throw new RangeError('A page reaches beyond its column.');
  const isDictionary = header.type === 'DICTIONARY_PAGE' || header.type === 'INDEX_PAGE';
  const page = header.data_page_header ?? header.data_page_header_v2;
  const values = isDictionary ? 0 : (page?.num_values ?? -1);
  if (values < 0) throw new RangeError('A page has no header of its kind.');
  const rows = header.data_page_header_v2?.num_rows ?? (isFlat ? values : undefined);
  return { values, rows, isDictionary, offset, bytes };
}

async function readHeader(read: ReadRange, offset: number, end: number, wanted: number): Promise<{ readonly header: ReturnType<typeof parquetHeader>; readonly length: number }> {
  const stop = Math.min(end, offset + wanted);
  const reader = { view: new DataView(await read(offset, stop)), offset: 0 };
  try {
    const header = parquetHeader(reader);
    return { header, length: reader.offset };
  } catch (error) {
    if (stop === end || wanted >= longestHeaderBytes) throw error;
    return readHeader(read, offset, end, wanted * 16);
  }
}
