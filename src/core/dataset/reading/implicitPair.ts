import { implicitTextPrompt } from '../implicitTextPrompt';
import type { PairReading } from '../schemas/schemaAdapter';
import { splitTexts } from '../splitTexts';
import type { LocatedText } from './part';

/** A pair whose two texts both begin with the prompt. */
export function implicitPair(chosen: LocatedText, rejected: LocatedText): PairReading {
  const { length, note } = implicitTextPrompt(chosen.text, rejected.text);
  return { ...splitTexts(chosen, rejected, length), notes: note === undefined ? [] : [note] };
}
