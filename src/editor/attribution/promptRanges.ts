import type { PromptPiece } from '../../core/attribution/promptGame';
import { createResponseLocator, type ResponseLocator } from '../../core/dataset/createResponseLocator';
import type { FieldSource, PairTexts } from '../../core/dataset/preferencePair';
import type { RawRange } from '../../core/dataset/rawRange';

/** From a piece of a prompt to the ranges of its raw row, right through the escapes of JSON. */
export type PromptLocator = (piece: PromptPiece) => readonly RawRange[];

/** The row is parsed once for all pieces; pieces that are gone from it have no range. */
export function promptLocator(rawRow: string, prompt: PairTexts['prompt'], sources: readonly FieldSource[]): PromptLocator {
  if (typeof prompt === 'string') {
    const locate = createResponseLocator(rawRow, sources);
    return ({ start, end }) => locate(start, end);
  }
  const locators = messageSources(prompt.map(({ content }) => content.length), sources).map((own): ResponseLocator => createResponseLocator(rawRow, own));
  return ({ message, start, end }) => locators[message]?.(start, end) ?? [];
}

/** The sources of each message: as many pieces as make up its text, separators included. */
function messageSources(lengths: readonly number[], sources: readonly FieldSource[]): readonly (readonly FieldSource[])[] {
  let next = 0;
  return lengths.map((length) => {
    const own: FieldSource[] = [];
    for (let filled = 0; filled < length || own.length === 0; next++) {
      const source = sources[next];
      if (!source) break;
      filled += (own.length > 0 ? (source.separator ?? '').length : 0) + source.end - source.start;
      own.push(source);
    }
    return own;
  });
}
