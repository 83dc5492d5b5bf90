import type { ReadingNote } from '../preferencePair';

/** Says what was taken where a row can be read in two ways and nobody chose. */
export function assumed(message: string): ReadingNote {
  return { code: 'reading-assumed', message };
}
