import type { ChatMessage, PairTexts } from '../dataset/preferencePair';
import type { Hash64 } from '../noise/structural/hashIndex';
import { hashText } from '../noise/structural/hashText';

/** A pair by the content of its prompt and responses, whichever of them is called chosen. */
export interface PairIdentity extends Hash64 {
  /** Whether the responses stand the other way round than in the order that the hash gives them: two pairs of one identity that differ in this have swapped labels. */
  readonly isTurned: boolean;
}

/** The identity of a pair. Texts must be equal to the character; layout and schema of the file do not count. */
export function pairIdentity(texts: PairTexts): PairIdentity {
  const [prompt, chosen, rejected] = [texts.prompt, texts.chosen, texts.rejected].map((part) => hashText(written(part))) as [Hash64, Hash64, Hash64];
  const isTurned = chosen.high > rejected.high || (chosen.high === rejected.high && chosen.low > rejected.low);
  const [first, second] = isTurned ? [rejected, chosen] : [chosen, rejected];
  return { ...hashText(`${texts.format} ${number(prompt)} ${number(first)} ${number(second)}`), isTurned };
}

function written(part: string | readonly ChatMessage[]): string {
  return typeof part === 'string' ? part : JSON.stringify(part.map(({ role, content }) => [role, content]));
}

function number({ low, high }: Hash64): string {
  return `${String(high)}.${String(low)}`;
}
