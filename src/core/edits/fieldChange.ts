import type { RowPath } from './editableRow';

/** A value of a row that becomes another one. */
export interface FieldChange {
  readonly path: RowPath;
  readonly value: unknown;
}
