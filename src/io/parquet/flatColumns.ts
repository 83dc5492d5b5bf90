import { parquetSchema, type FileMetaData } from 'hyparquet';

/** Names of the columns that have one value a row, which may be null but is never missing. */
export function flatColumns(metadata: FileMetaData): ReadonlySet<string> {
  const leaves = parquetSchema(metadata).children.filter(({ children, element }) => children.length === 0 && element.repetition_type !== 'REPEATED');
  return new Set(leaves.map(({ element }) => element.name));
}
