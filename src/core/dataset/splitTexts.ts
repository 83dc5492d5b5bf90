import type { PairSources, StandardTexts } from './preferencePair';

/** The texts and sources of a row whose `chosen` and `rejected` both start with the same prompt of `length` UTF-16 units. */
export function splitTexts(
  chosen: string,
  rejected: string,
  length: number,
): { readonly texts: StandardTexts; readonly sources: PairSources } {
  return {
    texts: {
      format: 'standard',
      prompt: chosen.slice(0, length),
      chosen: chosen.slice(length),
      rejected: rejected.slice(length),
    },
    sources: {
      prompt: [{ path: ['chosen'], start: 0, end: length }],
      chosen: [{ path: ['chosen'], start: length, end: chosen.length }],
      rejected: [{ path: ['rejected'], start: length, end: rejected.length }],
    },
  };
}
