import { parquetSchema, type FileMetaData, type RowGroup, type SchemaTree } from 'hyparquet';

import { flatColumns } from './flatColumns';

/** More rows are a damaged footer rather than a dataset. */
const maximalRows = 2 ** 31;

/** A flipped bit makes a footer contradict itself, or the size of the file. Throws RangeError, whose message says how. */
export function checkFooter(metadata: FileMetaData, byteLength: number): void {
  const { num_rows: total, row_groups: groups } = metadata;
  const schema = parquetSchema(metadata);
  const names = schema.children.map(({ element }) => element.name);
  refuse(total < 0n || total > maximalRows || groups.some(({ num_rows: rows }) => rows < 0n), 'its counts of rows are impossible');
  refuse(groups.reduce((sum, { num_rows: rows }) => sum + rows, 0n) !== total, 'its counts of rows contradict one another');
  refuse(total > 0n && (names.length === 0 || new Set(names).size !== names.length), 'it names no columns, or one twice');
  const leaves = leavesOf(schema);
  const flat = flatColumns(metadata);
  for (const group of groups) checkGroup(group, leaves, flat, byteLength);
}

/** `leaves` are the paths of the columns that hold values; every row group has all of them, in the same order. */
function checkGroup({ columns, num_rows: rows }: RowGroup, leaves: readonly string[], flat: ReadonlyMap<string, unknown>, byteLength: number): void {
  refuse(columns.length !== leaves.length, 'a row group has other columns than the file');
  for (const [index, { meta_data: meta, file_path: other }] of columns.entries()) {
    if (meta === undefined || other !== undefined) throw new RangeError('a column has no header, or lies in another file');
    const path = meta.path_in_schema.join('.');
    refuse(path !== leaves[index], 'a row group has other columns than the file');
    const start = meta.dictionary_page_offset ?? meta.data_page_offset;
    refuse(!(start >= 4n && meta.total_compressed_size >= 0n && start + meta.total_compressed_size <= BigInt(byteLength)), 'a column lies outside the file');
    refuse(flat.has(path) && meta.num_values !== rows, 'a column has another number of values than there are rows');
  }
}

function leavesOf({ children, path }: SchemaTree): string[] {
  return children.length === 0 && path.length > 0 ? [path.join('.')] : children.flatMap(leavesOf);
}

function refuse(isDamaged: boolean, reason: string): void {
  if (isDamaged) throw new RangeError(reason);
}
