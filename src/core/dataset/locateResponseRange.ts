import type { RowSyntax } from '../ports';
import { createResponseLocator } from './createResponseLocator';
import type { FieldSource } from './preferencePair';
import type { RawRange } from './rawRange';

/** Ranges of the raw row for characters `start` to `end` of a response's text; see `createResponseLocator` for many at once. */
export function locateResponseRange(rawRow: string, sources: readonly FieldSource[], start: number, end: number, syntax?: RowSyntax): readonly RawRange[] {
  return createResponseLocator(rawRow, sources, syntax)(start, end);
}
