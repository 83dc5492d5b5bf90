import type { FieldSource, PairSources, StandardTexts } from './preferencePair';
import type { LocatedText } from './reading/part';

/**
 * The texts and sources of a row whose two answers both start with the same prompt of `length` UTF-16 units. Each text must be
 * one piece of the row.
 */
export function splitTexts(chosen: LocatedText, rejected: LocatedText, length: number): { readonly texts: StandardTexts; readonly sources: PairSources } {
  return {
    texts: {
      format: 'standard',
      prompt: chosen.text.slice(0, length),
      chosen: chosen.text.slice(length),
      rejected: rejected.text.slice(length),
    },
    sources: {
      prompt: chosen.sources.map((source) => part(source, 0, length)),
      chosen: chosen.sources.map((source) => part(source, length, source.end)),
      rejected: rejected.sources.map((source) => part(source, length, source.end)),
    },
  };
}

function part(source: FieldSource, start: number, end: number): FieldSource {
  return { ...source, start, end };
}
