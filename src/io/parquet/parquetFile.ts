import { parquetMetadataAsync, parquetReadObjects, parquetSchema, type AsyncBuffer, type ColumnData, type ColumnMetaData, type FileMetaData, type RowGroup } from 'hyparquet';
import type { PageLocation } from 'hyparquet/src/types.js';

import { maximalRowBytes } from '../../core/dataset/maximalRowBytes';
import { FileChangedError, UnreadableFileError } from '../../core/errors';
import type { RowContent } from '../../core/ports';
import type { FileBytes } from '../fileBytes';
import { checkFooter } from './checkFooter';
import { flatColumns, type FlatColumn } from './flatColumns';
import { jsonValue, ValueBudget } from './jsonValue';
import { pageLocations } from './pageLocations';
import { parquetCodecs } from './parquetCodecs';
import { parquetParsers } from './parquetParsers';
import type { ParquetDecoder, ParquetRows } from './parquetRows';

/** Unpacked bytes of the rows that are decoded at once. */
const windowBytes = 8 * 1024 * 1024;
const windowRows = 1024;
/** Characters of the rows that are handed over at once; a dictionary makes much of little. */
const windowCharacters = 128 * 1024 * 1024;
/** A column chunk whose pages cannot be told apart must be read whole. */
const maximalChunkBytes = 256 * 1024 * 1024;

type FlatColumns = ReadonlyMap<string, FlatColumn>;

interface Group {
  readonly group: RowGroup;
  readonly first: number;
  readonly rowCount: number;
  readonly windowRows: number;
}

/** The rows of a Parquet file, by ranges: of the file are read the footer and the pages (or else column chunks) that hold them. */
export class ParquetFile implements ParquetDecoder {
  private readonly groups: readonly Group[];
  /** Columns with one value a row, which may be null but never missing. */
  private readonly flat: FlatColumns;
  /** Page places of the row group that was read last. */
  private located: { readonly group: Group; readonly pages: Promise<Record<string, PageLocation[]>> } | undefined;

  private constructor(
    private readonly file: AsyncBuffer,
    private readonly metadata: FileMetaData,
  ) {
    this.groups = groupsOf(metadata);
    this.flat = flatColumns(metadata);
  }

  /** Reads the footer. Throws UnreadableFileError when it is damaged. */
  static async open(bytes: FileBytes): Promise<ParquetFile> {
    const byteLength = Number((await bytes.identify()).size);
    const file: AsyncBuffer = { byteLength, slice: (start, end = byteLength) => slice(bytes, byteLength, start, end) };
    try {
      const metadata = await parquetMetadataAsync(file, { parsers: parquetParsers, geoparquet: false });
      checkFooter(metadata, byteLength);
      return new ParquetFile(file, metadata);
    } catch (error) {
      if (UnreadableFileError.is(error) || FileChangedError.is(error)) throw error;
      throw new UnreadableFileError(`${bytes.userPath} has a damaged footer (${messageOf(error)}); fetch the file again.`, { cause: error });
    }
  }

  get rowCount(): number {
    return Number(this.metadata.num_rows);
  }

  async rowsAround(row: number): Promise<ParquetRows> {
    const group = this.groups.find(({ first, rowCount }) => row >= first && row < first + rowCount);
    if (group === undefined) throw new RangeError(`The file has no row ${String(row)}.`);
    const offset = row - group.first;
    const first = group.first + offset - (offset % group.windowRows);
    const count = Math.min(group.windowRows, group.first + group.rowCount - first);
    try {
      return startingNear(row, first, await this.decode(group, first, count), this.flat);
    } catch (error) {
      if (FileChangedError.is(error) || UnreadableFileError.is(error)) throw error;
      return { first, rows: Array.from({ length: count }, () => damaged(first, count, error)) };
    }
  }

  close(): Promise<void> {
    this.located = undefined;
    return Promise.resolve();
  }

  private async decode(group: Group, first: number, count: number): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const pages = await this.pagesOf(group);
    const groupIndex = this.groups.indexOf(group);
    const covered = new Coverage(first, first + count);
    const options = {
      file: this.file,
      metadata: this.metadata,
      rowStart: first,
      rowEnd: first + count,
      compressors: parquetCodecs,
      parsers: parquetParsers,
      utf8: false,
      geoparquet: false,
      useOffsetIndex: true,
      onChunk: ({ columnName, rowStart, rowEnd }: ColumnData) => covered.add(columnName, rowStart, rowEnd),
      // Read by the planner, though the types of the public entry do not name it.
      pageLocationsByGroup: this.groups.map((_, index) => (index === groupIndex ? pages : {})),
    };
    const rows: Readonly<Record<string, unknown>>[] = await parquetReadObjects(options);
    covered.check(parquetSchema(this.metadata).children.map(({ element }) => element.name));
    return rows;
  }

  private async pagesOf(group: Group): Promise<Record<string, PageLocation[]>> {
    if (this.located?.group !== group) this.located = { group, pages: this.locatePages(group) };
    const located = this.located;
    try {
      return await located.pages;
    } catch (error) {
      if (this.located === located) this.located = undefined;
      throw error;
    }
  }

  /** Checks the headers of all pages of a group, and finds the pages of each column where they tell. */
  private async locatePages({ group, rowCount }: Group): Promise<Record<string, PageLocation[]>> {
    const found: Record<string, PageLocation[]> = {};
    for (const { meta_data: meta, offset_index_offset: index } of group.columns) {
      if (meta === undefined) throw new RangeError('a column has no header');
      const pages = await pageLocations((start, end) => Promise.resolve(this.file.slice(start, end)), meta, this.isFlat(meta), rowCount);
      if (pages !== undefined) found[meta.path_in_schema.join('.')] = pages;
      else if (index === undefined && Number(meta.total_compressed_size) > maximalChunkBytes) throw new RangeError('its row groups are too large to be read in parts; write it with smaller ones, or with a page index');
    }
    return found;
  }

  private isFlat({ path_in_schema: path }: ColumnMetaData): boolean {
    return path.length === 1 && this.flat.has(path[0] ?? '');
  }
}

/** Which rows of each column were decoded: a damaged column has fewer, which is no error to the decoder. */
class Coverage {
  private readonly ranges = new Map<string, { start: number; end: number }>();

  constructor(
    private readonly first: number,
    private readonly end: number,
  ) {}

  add(column: string, start: number, end: number): void {
    const range = this.ranges.get(column);
    this.ranges.set(column, { start: Math.min(start, range?.start ?? start), end: Math.max(end, range?.end ?? end) });
  }

  check(columns: readonly string[]): void {
    const short = columns.find((column) => {
      const range = this.ranges.get(column);
      return range === undefined || range.start > this.first || range.end < this.end;
    });
    if (short !== undefined) throw new RangeError(`column "${short}" has fewer values than there are rows`);
  }
}

function groupsOf(metadata: FileMetaData): readonly Group[] {
  let first = 0;
  return metadata.row_groups.map((group) => {
    const rowCount = Number(group.num_rows);
    const perRow = Number(group.total_byte_size) / Math.max(1, rowCount);
    const rows = Math.max(1, Math.min(windowRows, Math.floor(windowBytes / Math.max(1, perRow))));
    const placed = { group, first, rowCount, windowRows: rows };
    first += rowCount;
    return placed;
  });
}

async function slice(bytes: FileBytes, byteLength: number, start: number, end: number): Promise<ArrayBuffer> {
  if (!(start >= 0 && end >= start && end <= byteLength)) throw new RangeError('a part lies outside the file');
  const buffer = await bytes.readOnce(start, end - start);
  return buffer.buffer as ArrayBuffer;
}

/** JSON values of the rows, from the wanted one on where all of them are too much. */
function startingNear(row: number, first: number, decoded: readonly Readonly<Record<string, unknown>>[], flat: FlatColumns): ParquetRows {
  const budget = new ValueBudget(windowCharacters);
  const convert = (index: number): Exclude<RowContent, { kind: 'text' }> => rowContent(decoded[index] ?? {}, flat, budget);
  const wanted = row - first;
  const rows = [convert(wanted)];
  let start = wanted;
  while (start > 0 && budget.left > 0) rows.unshift(convert(--start));
  for (let end = wanted + 1; end < decoded.length && budget.left > 0; end++) rows.push(convert(end));
  return { first: first + start, rows };
}

function rowContent(row: Readonly<Record<string, unknown>>, flat: FlatColumns, window: ValueBudget): Exclude<RowContent, { kind: 'text' }> {
  const budget = new ValueBudget(maximalRowBytes);
  try {
    const missing = Object.keys(row).find((name) => row[name] === undefined && flat.has(name));
    if (missing !== undefined) throw new RangeError(`Column "${missing}" has no value here.`);
    const fields = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, jsonValue(exact(value, flat.get(name)?.scale), budget)]));
    return { kind: 'values', fields };
  } catch (error) {
    return { kind: 'damaged', reason: `The row cannot be decoded: ${lowerFirst(messageOf(error))}` };
  } finally {
    window.left -= maximalRowBytes - budget.left;
  }
}

/** A decimal comes multiplied out in floating point: 0.7000000000000001 for 0.7. */
function exact(value: unknown, scale: number | undefined): unknown {
  const isDecimal = scale !== undefined && typeof value === 'number' && Number.isFinite(value) && scale >= 0 && scale <= 100;
  return isDecimal ? Number(value.toFixed(scale)) : value;
}

function damaged(first: number, count: number, error: unknown): Exclude<RowContent, { kind: 'text' }> {
  const rows = count === 1 ? `Row ${String(first)}` : `Rows ${String(first)} to ${String(first + count - 1)}`;
  return { kind: 'damaged', reason: `${rows} of the Parquet file cannot be decoded (${messageOf(error)}); fetch the file again.` };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
