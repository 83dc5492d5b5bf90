import type { ParquetRows } from './parquetRows';

export interface ParquetWorkerData {
  readonly path: string;
}

/** The answer to a row number. */
export type ParquetReply =
  | { readonly kind: 'rows'; readonly rows: ParquetRows }
  | { readonly kind: 'changed' | 'unreadable'; readonly message: string };
