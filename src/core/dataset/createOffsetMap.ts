import type { FieldSource } from './preferencePair';
import { TextLocator } from './textLocator';

/** From an offset in a piece of text (0 to its length; others are clamped) to the offset in the raw row, in UTF-16 units. */
export type OffsetMap = (textOffset: number) => number;

/**
 * The map from the text of `source` into the raw row, right through all escapes. Undefined when the row has no such text any
 * more. Pass `texts` to look up several sources of one row.
 */
export function createOffsetMap(rawRow: string, source: FieldSource, texts: TextLocator = new TextLocator(rawRow)): OffsetMap | undefined {
  const offsets = texts.find(source.path);
  if (offsets === undefined || source.end > offsets.length) return undefined;
  return (textOffset) => offsets.raw(source.start + Math.min(Math.max(textOffset, 0), source.end - source.start));
}
