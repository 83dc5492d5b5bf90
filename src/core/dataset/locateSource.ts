import type { RowSyntax } from '../ports';
import { createOffsetMap } from './createOffsetMap';
import { TextLocator } from './textLocator';
import type { FieldSource } from './preferencePair';
import type { RawRange } from './rawRange';

/** Where a piece of text stands in the raw row, quotes not included. Undefined when the row has no such text any more. */
export function locateSource(rawRow: string, source: FieldSource, syntax?: RowSyntax): RawRange | undefined {
  const map = createOffsetMap(rawRow, source, new TextLocator(rawRow, syntax));
  return map === undefined ? undefined : { start: map(0), end: map(source.end - source.start) };
}
