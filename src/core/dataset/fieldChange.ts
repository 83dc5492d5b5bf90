/** A value to be written at a path of a row. Texts that hold JSON are replaced as a whole, so no path leads into one. */
export interface FieldChange {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}
