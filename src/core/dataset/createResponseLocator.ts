import { createOffsetMap } from './createOffsetMap';
import { messageSeparator, type FieldSource } from './preferencePair';
import type { RawRange } from './rawRange';
import type { RowSyntax } from '../ports';
import { TextLocator } from './textLocator';

/** From a range of a response's text to the ranges of the raw row that hold it, one for each piece that it touches. */
export type ResponseLocator = (start: number, end: number) => readonly RawRange[];

/**
 * A locator for the text that `responseText` gives for the response made of `sources`: the row is parsed once, then many tokens
 * are located. The separator between messages stands nowhere in the row, and neither do pieces that are gone from it.
 */
export function createResponseLocator(rawRow: string, sources: readonly FieldSource[], syntax?: RowSyntax): ResponseLocator {
  const texts = new TextLocator(rawRow, syntax);
  const starts = pieceStarts(sources);
  const pieces = sources.map((source, index) => ({
    start: starts[index] ?? 0,
    end: (starts[index] ?? 0) + source.end - source.start,
    map: createOffsetMap(rawRow, source, texts),
  }));
  return (start, end) =>
    pieces.flatMap(({ start: pieceStart, end: pieceEnd, map }) => {
      const [from, to] = [Math.max(start, pieceStart), Math.min(end, pieceEnd)];
      return map === undefined || from >= to ? [] : [{ start: map(from - pieceStart), end: map(to - pieceStart) }];
    });
}

/** Offset of each piece in the response's text. */
function pieceStarts(sources: readonly FieldSource[]): readonly number[] {
  let offset = 0;
  return sources.map((source, index) => {
    if (index > 0 && source.continues !== true) offset += (source.separator ?? messageSeparator).length;
    const start = offset;
    offset += source.end - source.start;
    return start;
  });
}
