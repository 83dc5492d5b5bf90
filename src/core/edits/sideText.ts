import { messageSeparator, responseText, type FieldSource, type PairTexts } from '../dataset/preferencePair';
import type { PairSide } from './rowChange';

/** A piece of a side's text: characters `start` to `end` of it, and where in the row they come from. */
export interface SidePiece {
  readonly start: number;
  readonly end: number;
  readonly source: FieldSource;
}

/** The text of the prompt or of a response as it is shown and edited. */
export function sideText(texts: PairTexts, side: PairSide): string {
  return responseText(texts[side]);
}

/** Where the pieces of a side lie in its text; between messages stands the separator, which is nowhere in the row. */
export function sidePieces(sources: readonly FieldSource[]): readonly SidePiece[] {
  let position = 0;
  return sources.map((source, index) => {
    if (index > 0 && source.continues !== true) position += (source.separator ?? messageSeparator).length;
    const start = position;
    position += source.end - source.start;
    return { start, end: position, source };
  });
}
