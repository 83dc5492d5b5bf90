import { parquetSchema, type FileMetaData } from 'hyparquet';

/** A column that has one value a row, which may be null but is never missing. */
export interface FlatColumn {
  /** Digits behind the point, of a decimal. */
  readonly scale: number | undefined;
}

/** The flat columns of a file, by name. */
export function flatColumns(metadata: FileMetaData): ReadonlyMap<string, FlatColumn> {
  const leaves = parquetSchema(metadata).children.filter(({ children, element }) => children.length === 0 && element.repetition_type !== 'REPEATED');
  return new Map(leaves.map(({ element }) => [element.name, { scale: element.converted_type === 'DECIMAL' ? (element.scale ?? 0) : undefined }]));
}
